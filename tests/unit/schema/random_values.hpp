// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/snapshot.hpp"

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace moisson::tests {

// Values nobody would think of, the same ones for the same seed.
class RandomValues {
public:
    explicit RandomValues(std::uint32_t seed) : random_(seed) {}

    std::size_t below(std::size_t bound) { return random_() % bound; }

    std::string text() {
        static const std::vector<std::string> pieces = {"a", "é",    "\"", "\\", "\n",   "🌱",
                                                        "",  "null", "1",  " ",  "\x01", "{}"};
        std::string out;
        for (std::size_t n = below(4); n > 0; --n) out += pieces[below(pieces.size())];
        return out;
    }

    double number() {
        std::uniform_real_distribution<double> exponent(-300, 300);
        return std::ldexp(static_cast<double>(random_()) - 2147483648.0, static_cast<int>(exponent(random_)));
    }

    Value scalar() {
        switch (below(5)) {
            case 0:
                return Value(below(2) == 0);
            case 1:
                return Value(static_cast<std::int64_t>((std::uint64_t{random_()} << 32U) | random_()));
            case 2:
                return Value(number());
            default:
                return Value(text());
        }
    }

    Value any(unsigned depth) {
        switch (depth == 0 ? 9 : below(10)) {
            case 0:
                return Value();
            case 1:
            case 2:
                return Value(list(depth - 1));
            case 3:
            case 4:
                return Value(object(depth - 1));
            default:
                return scalar();
        }
    }

    Value::List list(unsigned depth) {
        Value::List out;
        for (std::size_t n = below(5); n > 0; --n) out.push_back(any(depth));
        return out;
    }

    Value::Object object(unsigned depth) {
        Value::Object out;
        for (std::size_t n = below(5); n > 0; --n) out[text()] = any(depth);
        return out;
    }

    // Under one set of rules a field keeps its shape: `tags` is a list of texts, `summary` a text …
    Snapshot snapshot() {
        Snapshot out;
        for (const char* field : {"kind", "summary", "title"})
            if (below(3) != 0) out.fields[field] = text();
        for (const char* field : {"actions", "tags"})
            if (below(3) != 0) out.fields[field] = Value(texts());
        if (below(3) != 0)
            out.fields["extra"] = Value(Value::Object{{"Budget", Value(text())}, {"x" + text(), Value(text())}});
        return out;
    }

private:
    Value::List texts() {
        Value::List out;
        for (std::size_t n = below(5); n > 0; --n) out.emplace_back(std::string(1, "abc"[below(3)]));
        return out;
    }

    std::mt19937 random_;
};

}  // namespace moisson::tests
