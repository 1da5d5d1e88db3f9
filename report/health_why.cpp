// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/health_why.hpp"

#include "report/reason_words.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <utility>
#include <variant>

namespace moisson::report {
namespace {

using health::Flag;
using health::Label;
using health::Reason;

constexpr double recently = 90;  // days

const Reason* with_id(const std::vector<Reason>& reasons, std::string_view id) {
    const auto found = std::find_if(reasons.begin(), reasons.end(), [&](const Reason& each) { return each.id == id; });
    return found == reasons.end() ? nullptr : &*found;
}

std::optional<Flag> flag_with(std::string_view id) {
    const auto* const found = std::find_if(health::all_flags.begin(), health::all_flags.end(),
                                           [&](Flag flag) { return health::id_of(flag) == id; });
    return found == health::all_flags.end() ? std::nullopt : std::optional(*found);
}

// Puts the reasons of one resource into words.
class Speech {
public:
    Speech(const std::vector<Reason>& reasons, const Telling& telling) : reasons_(reasons), telling_(telling) {}

    std::vector<Sentence> sentences() {
        for (const Reason& reason : reasons_) tell(reason);
        return std::move(sentences_);
    }

private:
    void tell(const Reason& reason) {
        if (reason.id == "next" || reason.id == "one_contribution") return tell_what_follows(reason);
        if (const auto label = health::label_with(reason.id)) return tell_label(reason, *label);
        if (const auto flag = flag_with(reason.id)) return tell_flag(reason, *flag);
        add(reason, {}, other(reason));
    }

    std::string other(const Reason& reason) const {
        if (reason.id == "active_weeks") return active_weeks(reason);
        if (reason.id == "last_edit") return last_edit(reason);
        if (reason.id == "to_call") return to_call(reason);
        if (reason.id == "contact") return contact(reason);
        if (reason.id == "missing") return missing(reason);
        assert(reason.id == "not_counted");
        return not_counted(reason);
    }

    void add(const Reason& reason, std::string_view head, std::string text) {
        sentences_.push_back({reason.id, capitalised(head), std::move(text), reason.revisions});
    }

    void tell_label(const Reason& reason, Label label) {
        add(reason, words_of(label, telling_.kind), label_text(reason, label));
    }

    std::string label_text(const Reason& reason, Label label) const {
        switch (label) {
            case Label::archive:
                return archive(reason);
            case Label::indetermine:
                return indetermine(reason);
            case Label::naissant:
                return naissant(reason);
            case Label::vivant:
            case Label::en_veille:
            case Label::a_reveiller:
            case Label::orphelin:
                break;
        }
        return activity(reason);
    }

    std::string archive(const Reason& reason) const {
        constexpr std::array<std::string_view, 2> by{"source", "person"};
        return render("why_archive", Told().one_of(by, id_in(reason, "by")).text("since", day(reason, "since")));
    }

    std::string indetermine(const Reason& reason) const {
        constexpr std::array<std::string_view, 2> why{"no_history", "two_dates"};
        const Reason* const last = with_id(reasons_, "last_edit");
        const auto* const days = last == nullptr ? nullptr : number_of<double>(*last, "days");
        const bool recent = days != nullptr && *days < recently;
        return render("why_indetermine", Told()
                                             .one_of(why, id_in(reason, "reason"))
                                             .section("recent", recent)
                                             .section("older", !recent)
                                             .section("feminine", is_feminine(telling_.kind)));
    }

    std::string naissant(const Reason& reason) const {
        const long weeks = count_of(reason, "weeks");
        return render("why_naissant", Told()
                                          .number("weeks", weeks)
                                          .section("several", weeks > 1)
                                          .text("since", month(*number_of<Instant>(reason, "since"))));
    }

    std::string last_edit(const Reason& reason) const {
        return render("why_last_edit", multiple_of(reason).text("date", day(reason, "at")));
    }

    void tell_flag(const Reason& reason, Flag flag) {
        add(reason, words_of(flag, telling_.kind),
            flag == Flag::fini_et_stable ? render("why_fini_et_stable", Told().text("since", day(reason, "since")))
                                         : flag_text(reason));
    }

    std::string flag_text(const Reason& reason) const {
        std::vector<std::string_view> flags;
        for (const Flag each : health::all_flags)
            if (each != Flag::fini_et_stable) flags.push_back(health::id_of(each));
        Told told = multiple_of(reason);
        const auto* const share = number_of<double>(reason, "share");
        told.one_of(flags, reason.id)
            .section("without_multiple", number_of<double>(reason, "multiple") == nullptr)
            .text("since", day(reason, "since"))
            .text("share", words_of_percent(health::percent_of(share == nullptr ? 0 : *share), Precision::about))
            .number("score", count_of(reason, "score"));
        return render("why_flag", told);
    }

    // Two reasons, one sentence: it stands where the first of them does.
    void tell_what_follows(const Reason& reason) {
        const Reason* const next = with_id(reasons_, "next");
        const Reason* lifted = with_id(reasons_, "one_contribution");
        if (next != nullptr && &reason != next) return;
        const auto* const now = told_percent();
        // Of chances that stay the same in steps of five percent there is nothing to tell.
        if (lifted != nullptr && now != nullptr && count_of(*lifted, "percent") == std::lround(*now)) lifted = nullptr;
        if (next == nullptr && lifted == nullptr) return;
        const std::string_view label = next == nullptr ? std::string_view() : id_in(*next, "label");
        const bool decided = label == health::id_of(Label::archive);
        const auto word = health::label_with(label);
        Told told;
        told.section("next", next != nullptr)
            .section("silence", !decided)
            .section("decided", decided)
            .text("label", word ? words_of(*word, telling_.kind) : std::string())
            .text("month", next == nullptr ? std::string() : month(*number_of<Instant>(*next, "at")))
            .section("contribution", lifted != nullptr)
            .section("both", next != nullptr && lifted != nullptr)
            .section("alone", next == nullptr)
            .section("known", now != nullptr)
            .section("unknown", now == nullptr)
            .text("percent", lifted == nullptr ? std::string() : percent_of(*lifted, Precision::exact));
        add(reason, {}, render("why_next", told));
    }

    const double* told_percent() const {
        for (const Reason& reason : reasons_)
            if (health::label_with(reason.id)) return number_of<double>(reason, "percent");
        return nullptr;
    }

    std::string to_call(const Reason& reason) const {
        constexpr std::array<std::string_view, 2> roles{"contact", "caretaker"};
        return render("why_to_call", Told()
                                         .one_of(roles, id_in(reason, "role"))
                                         .text("person", person(reason))
                                         .text("seen", month_seen(reason)));
    }

    std::string contact(const Reason& reason) const {
        const std::string seen = month_seen(reason);
        return render("why_contact", Told()
                                         .text("person", person(reason))
                                         .section("seen", !seen.empty())
                                         .section("unseen", seen.empty())
                                         .text("month", seen));
    }

    std::string person(const Reason& reason) const {
        return telling_.name_of(*number_of<health::Person>(reason, "person"));
    }
    std::string day(const Reason& reason, std::string_view name) const {
        const auto* const when = number_of<Instant>(reason, name);
        return when == nullptr ? std::string() : words_of(telling_.day_of(*when));
    }
    std::string month(Instant when) const {
        const std::chrono::year_month_day day = telling_.day_of(when);
        return words_of(std::chrono::year_month(day.year(), day.month()));
    }

    const std::vector<Reason>& reasons_;
    const Telling& telling_;
    std::vector<Sentence> sentences_;
};

}  // namespace

std::vector<Sentence> sentences_of(const std::vector<Reason>& reasons, const Telling& telling) {
    return Speech(reasons, telling).sentences();
}

Sentence sentence_of(health::Happening happening, std::string_view kind) {
    constexpr std::array<std::string_view, 2> ids{"a_venir", "passe"};
    return Sentence{health::id_of(happening),
                    capitalised(words_of(happening, kind)),
                    render("why_happening", Told().one_of(ids, health::id_of(happening))),
                    {}};
}

std::optional<Sentence> sentence_of(const health::Known<health::AnswerFreshness>& answers) {
    if (!answers && answers.error() == health::Unknown::no_grid) return std::nullopt;
    const std::size_t band = answers ? health::band_of(health::Indicator::answer_freshness, answers->score) : 0;
    if (answers && band == 0) return std::nullopt;  // a flag tells it
    Told told;
    told.section("fresh", band == 2)
        .section("fading", band == 1)
        .section("unknown", !answers)
        .text("reason", answers ? std::string() : words_of(answers.error()))
        .number("score", answers ? std::lround(answers->score) : 0)
        .section("at_most", answers && answers->at_most);
    return Sentence{"answers", {}, render("why_answers", told), {}};
}

Sentence sentence_of_kind(std::string_view kind) {
    return {"kind", {}, render("why_kind", Told().text("kind", words_of_kind(kind))), {}};
}

std::string paragraph_of(const std::vector<Sentence>& sentences) {
    std::string all;
    for (const Sentence& sentence : sentences) {
        if (!all.empty()) all += ' ';
        all += sentence.head;
        if (!sentence.head.empty()) all += " : ";
        all += sentence.text;
    }
    return all;
}

}  // namespace moisson::report
