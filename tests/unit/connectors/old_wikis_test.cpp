// SPDX-License-Identifier: GPL-3.0-or-later
// What older MediaWikis answer to the same questions. Each shape is made from what a modern one says.
#include "tests/unit/connectors/mediawiki_rig.hpp"

namespace moisson {

using namespace mediawiki_test;

namespace {

using Shape = std::function<Value(Value)>;

// 1.31 and before: no slots, the text and its model stand beside the rest of the revision.
void take_out_of_slots(Value::Object& revision) {
    auto slots = revision.find("slots");
    if (slots == revision.end()) return;
    Value main = slots->second.at("main");
    revision.erase(slots);
    for (auto& [name, value] : *main.object()) revision[name] = std::move(value);
    revision["contentformat"] = "text/x-wiki";
}

template <class Act>
void for_each_row(Value& query, const char* list, Act act) {
    auto found = query.object()->find(list);
    if (found == query.object()->end()) return;
    for (Value& row : *found->second.list()) act(*row.object());
}

template <class Act>
void for_each_revision(Value& whole, Act act) {
    auto query = whole.object()->find("query");
    if (query == whole.object()->end()) return;
    for_each_row(query->second, "pages", [&](Value::Object& page) {
        if (auto revisions = page.find("revisions"); revisions != page.end())
            for (Value& revision : *revisions->second.list()) act(*revision.object());
    });
}

Value without_slots(Value whole) {
    for_each_revision(whole, take_out_of_slots);
    return whole;
}

// formatversion=1: a flag is there and empty, or not there; a text is called "*".
Value in_format_1(const Value& value) {
    if (const bool* flag = value.flag()) return *flag ? Value("") : Value();
    if (const Value::List* list = value.list()) {
        Value::List made;
        for (const Value& element : *list) made.push_back(in_format_1(element));
        return made;
    }
    const Value::Object* object = value.object();
    if (object == nullptr) return value;
    Value::Object made;
    for (const auto& [name, member] : *object) {
        Value old = in_format_1(member);
        if (!old.is_null()) made.emplace(name == "content" ? "*" : name, std::move(old));
    }
    if (made.empty()) return Value::List{};  // PHP knows no empty map
    return made;
}

// … and pages stand under their numbers, those that are missing under negative ones.
Value format_1(Value modern) {
    Value whole = in_format_1(without_slots(std::move(modern)));
    auto query = whole.object()->find("query");
    if (query == whole.object()->end() || !query->second.object()) return whole;
    auto pages = query->second.object()->find("pages");
    if (pages == query->second.object()->end()) return whole;
    Value::Object by_number;
    int missing = 0;
    for (Value& page : *pages->second.list()) {
        const std::int64_t* id = page.at("pageid").integer();
        by_number[std::to_string(id ? *id : --missing)] = std::move(page);
    }
    pages->second = std::move(by_number);
    return whole;
}

// PHP's empty arrays, wherever a map could be.
Value with_empty_lists(Value whole) {
    Value::Object& root = *whole.object();
    root.try_emplace("continue", Value::List{});
    auto query = root.try_emplace("query", Value::List{}).first;
    if (query->second.object())
        for_each_row(query->second, "pages", [](Value::Object& page) { page.try_emplace("pageprops", Value::List{}); });
    return whole;
}

Value with_warnings(Value whole) {
    (*whole.object())["warnings"] =
        Value::Object{{"main", Value::Object{{"warnings", "Unrecognized parameter: curtimestamp."}}},
                      {"revisions", Value::Object{{"*", "Unrecognized value for parameter \"rvslots\": main"}}},
                      {"result", Value::Object{{"warnings", "This result was truncated"}}}};
    return whole;
}

// Where an answer is cut, the pages whose turn has not come have no list of revisions at all.
Value without_empty_revisions(Value whole) {
    auto query = whole.object()->find("query");
    if (query == whole.object()->end()) return whole;
    for_each_row(query->second, "pages", [](Value::Object& page) {
        auto revisions = page.find("revisions");
        if (revisions != page.end() && revisions->second.list()->empty()) page.erase(revisions);
    });
    return whole;
}

struct Named {
    const char* name;
    Shape shape;
};

const std::vector<Named>& all_shapes() {
    static const std::vector<Named> shapes{
        {"texts beside their revision", without_slots},
        {"format 1", format_1},
        {"empty lists for empty maps", with_empty_lists},
        {"warnings", with_warnings},
        {"cut pages without revisions", without_empty_revisions},
        {"all of it at once",
         [](Value whole) {
             return with_warnings(format_1(with_empty_lists(without_empty_revisions(std::move(whole)))));
         }},
    };
    return shapes;
}

template <class Reply>
void says_the_same(const conformance::Begin<Reply>& begin, Rig& rig) {
    const conformance::Told modern = conformance::union_of(conformance::play(*begin(), rig.source()));
    REQUIRE(modern.size() > 10);
    for (const Named& old : all_shapes()) {
        CAPTURE(old.name);
        const auto answer = [&](const HttpRequest& request) {
            HttpResponse response = rig.wiki.answer(request);
            auto whole = from_json(response.body);
            REQUIRE(whole.has_value());
            response.body = to_json(old.shape(std::move(*whole)));
            return response;
        };
        CHECK(conformance::union_of(conformance::play(*begin(), answer)) == modern);
    }
}

}  // namespace

TEST_CASE("each old shape differs from the modern one") {
    for (const Named& old : all_shapes()) {
        CAPTURE(old.name);
        Rig rig = in_small_pieces();
        bool differs = false;
        const auto answer = [&](const HttpRequest& request) {
            HttpResponse response = rig.wiki.answer(request);
            differs = differs || to_json(old.shape(*from_json(response.body))) != response.body;
            return response;
        };
        conformance::play(*rig.connector->changes(Cursor{}), answer);
        CHECK(differs);
    }
}

TEST_CASE("a harvest of an old wiki says what a modern one says") {
    Rig rig = in_small_pieces();
    says_the_same<Batch>([&] { return rig.connector->changes(Cursor{}); }, rig);
}

TEST_CASE("a poll of an old wiki says what a modern one says") {
    Rig rig = in_small_pieces();
    says_the_same<Batch>([&] { return rig.connector->changes(poll_from("2026-11-20T10:00:00Z")); }, rig);
}

TEST_CASE("a reading of debts at an old wiki says what a modern one says") {
    Rig rig = in_small_pieces();
    const auto begin = [&] {
        return rig.connector->fetch({{1, {}, "Badge inter lieux", Read::history},
                                     {2, ItemId("4"), {}, Read::content},
                                     {3, ItemId("99"), "Perdue", Read::history},
                                     {4, {}, "vieux_badge", Read::content},
                                     {5, ItemId("11"), {}, Read::history},
                                     {6, {}, "<bad>", Read::content},
                                     {7, {}, "W:Ailleurs", Read::content},
                                     {8, {}, "Spécial:Version", Read::content},
                                     {9, ItemId("12"), "Le WIP", Read::history}});
    };
    says_the_same<Batch>(begin, rig);
}

TEST_CASE("a census of an old wiki says what a modern one says") {
    Rig rig = in_small_pieces();
    for (const Depth depth : {Depth::latest, Depth::history})
        says_the_same<Census>([&] { return rig.connector->census(depth); }, rig);
}

TEST_CASE("an old wiki introduces itself as a modern one does") {
    const auto traits_of = [](HttpResponse answer) {
        auto talk = mediawiki_kind().probe(section_of(api_address));
        REQUIRE((*talk)->next().has_value());
        auto step = (*talk)->accept(std::move(answer));
        REQUIRE(step.has_value());
        return to_json(to_value(std::get<Traits>(*step)));
    };
    const Value answer = *from_json(recorded("probe.json").body);
    const std::string modern = traits_of(HttpResponse(200, to_json(answer)));  // in the order of our keys, as the old
    Value whole = in_format_1(answer);
    Value& query = (*whole.object())["query"];
    for (auto& [number, space] : *(*query.object())["namespaces"].object()) {
        Value::Object& row = *space.object();
        row["*"] = std::move(row["name"]);
        row.erase("name");
    }
    for_each_row(query, "namespacealiases", [](Value::Object& row) {
        row["*"] = std::move(row["alias"]);
        row.erase("alias");
    });
    CHECK(traits_of(HttpResponse(200, to_json(whole))) == modern);
}

}  // namespace moisson
