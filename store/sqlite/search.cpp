// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/search.hpp"

#include "schema/search_terms.hpp"
#include "store/sqlite/index.hpp"
#include "store/sqlite/page_url.hpp"
#include "store/sqlite/reader.hpp"
#include "store/sqlite/rows.hpp"

#include <algorithm>

namespace moisson::store::sqlite {

namespace {

enum class Last { whole, begun };
enum class In { anything, title };

std::vector<SearchWord> words_asked(const Search& search) {
    std::vector<SearchWord> words = search_words(search.words);
    if (words.size() > most_search_words_asked) words.resize(most_search_words_asked);
    return words;
}

// Search terms are letters and figures: between quotes they are only that.
std::string quoted(std::string_view term) {
    return "\"" + std::string(term) + "\"";
}

std::string any_of(const SearchWord& word, Last last) {
    std::string forms;
    for (const std::string& form : word)
        forms += (forms.empty() ? "" : " OR ") + quoted(form) + (last == Last::begun ? " *" : "");
    return "(" + forms + ")";
}

// In FTS5's own language.
std::string expression(const std::vector<SearchWord>& words, const Search& search, Last last, In where) {
    std::string all;
    for (std::size_t at = 0; at < words.size(); ++at)
        all += (all.empty() ? "" : " AND ") + any_of(words[at], at + 1 == words.size() ? last : Last::whole);
    all = (where == In::title ? "title : (" : "{title words} : (") + all + ")";
    if (!search.kind.empty()) all += " AND kind : " + quoted(kind_term(search.kind));
    if (search.source) all += " AND source : " + quoted(search.source->text);
    return all;
}

Traits traits_of(std::string_view json) {
    auto value = from_json(json);
    if (!value) return {};
    auto traits = traits_from(*value);
    return traits ? std::move(*traits) : Traits{};
}

std::string text_of(const Snapshot& snapshot, const char* field) {
    const auto held = snapshot.fields.find(field);
    return held == snapshot.fields.end() ? std::string() : held->second.text_or("");
}

std::vector<Found> found(Connection& connection, const std::vector<SearchWord>& words, const Search& search,
                         Last last) {
    std::vector<Found> all;
    Query row = connection.query(found_resources, expression(words, search, last, In::anything),
                                 expression(words, search, last, In::title), search.limit);
    while (row.step()) {
        auto snapshot = snapshot_from_json(row.view(4));
        if (!snapshot) {
            connection.remember(snapshot.error());
            break;
        }
        const Traits traits = row.is_null(5) ? Traits{} : traits_of(row.view(5));
        all.push_back(Found{ResourceId(row.text(0)), SourceName(row.text(1)), ItemId(row.text(2)),
                            text_of(*snapshot, "title"), snapshot->kind(), text_of(*snapshot, "summary"),
                            page_url(traits, ItemId(row.text(2)), row.view(3))});
    }
    return all;
}

std::uint64_t resources_with(Connection& connection, const std::vector<SearchWord>& words) {
    Query row = connection.query("SELECT count(*) FROM search WHERE search MATCH ?1",
                                 expression(words, {}, Last::whole, In::anything));
    return row.step() ? row.count(0) : 0;
}

bool is_told(const std::vector<SearchAnswer::Word>& told, std::string_view word) {
    return std::any_of(told.begin(), told.end(), [&](const auto& each) { return each.word == word; });
}

// Each word once as it was written ("CC-BY" with all its parts), by those of its parts that count in the whole: "la"
// alone would be a word.
std::vector<SearchAnswer::Word> word_by_word(Connection& connection, const std::vector<SearchWord>& all,
                                             std::string_view written) {
    std::vector<SearchAnswer::Word> told;
    constexpr std::string_view spaces = " \t\n";
    for (std::size_t at = 0; (at = written.find_first_not_of(spaces, at)) != std::string_view::npos;) {
        const std::size_t end = std::min(written.find_first_of(spaces, at), written.size());
        const std::string_view word = written.substr(at, end - at);
        at = end;
        if (told.size() >= most_search_words_asked) break;
        if (is_told(told, word)) continue;
        std::vector<SearchWord> parts = search_words(word);
        std::erase_if(parts,
                      [&](const SearchWord& part) { return std::find(all.begin(), all.end(), part) == all.end(); });
        if (!parts.empty()) told.push_back({std::string(word), resources_with(connection, parts)});
    }
    return told;
}

}  // namespace

std::string search_expression(const Search& search) {
    const std::vector<SearchWord> words = words_asked(search);
    return words.empty() ? std::string() : expression(words, search, Last::whole, In::anything);
}

Result<SearchAnswer> SqliteReader::search(const Search& search) {
    const std::vector<SearchWord> words = words_asked(search);
    if (words.empty())
        return fail(ErrorKind::config, search.words, "there is no word in it", "give one or several words");
    Transaction transaction(*connection_, Transaction::Kind::read);
    SearchAnswer answer;
    answer.found = found(*connection_, words, search, Last::whole);
    if (answer.found.empty()) answer.found = found(*connection_, words, search, Last::begun);
    if (answer.found.empty()) answer.words = word_by_word(*connection_, words, search.words);
    {
        Query row = connection_->query("SELECT count(*) FROM search_queue");
        if (row.step()) answer.waiting = row.count(0);
    }
    return transaction.finish(std::move(answer));
}

}  // namespace moisson::store::sqlite
