// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/typed_value.hpp"

#include "schema/markup.hpp"
#include "schema/plain_text.hpp"
#include "schema/utf8.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace moisson {
namespace {

using Found = std::optional<Value>;

// "Fichier:x" → "x" when "fichier" is one of the (folded) prefixes.
std::string_view without_prefix(std::string_view text, std::initializer_list<std::string_view> prefixes) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return text;
    const std::string prefix = fold_key(text.substr(0, colon));
    const bool known = std::find(prefixes.begin(), prefixes.end(), prefix) != prefixes.end();
    return known ? trim(text.substr(colon + 1)) : text;
}

// Rest of `text` after a scheme written in any case; empty when it has another.
std::optional<std::string_view> after_scheme(std::string_view text, std::string_view scheme) {
    if (text.size() < scheme.size() || fold_key(text.substr(0, scheme.size())) != scheme) return std::nullopt;
    return text.substr(scheme.size());
}

bool is_address(std::string_view text) {
    constexpr std::size_t longest = 4096;  // bytes
    const auto refused = [](char c) {
        return (c >= '\0' && c <= ' ') || c == '\x7F' ||
               std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
    };
    if (text.size() > longest || std::any_of(text.begin(), text.end(), refused) || !is_utf8(text)) return false;
    if (const auto mail = after_scheme(text, "mailto:")) return mail->find('@', 1) != std::string_view::npos;
    auto rest = after_scheme(text, "https://");
    if (!rest) rest = after_scheme(text, "http://");
    return rest && !rest->empty() && std::string_view("/?#:@").find(rest->front()) == std::string_view::npos;
}

Found url(std::string_view written) {
    const std::string kept = without_comments(written);
    std::string_view text = trim(kept);
    if (text.starts_with('[') && !text.starts_with("[[") && text.ends_with(']')) {
        text = trim(text.substr(1, text.size() - 2));
        text = text.substr(0, text.find_first_of(" \t\r\n"));
    }
    if (!is_address(text)) return std::nullopt;
    return Value(text);
}

Found image(std::string_view written) {
    constexpr std::size_t longest = 255;  // bytes, as any title
    const std::string kept = without_comments(written);
    std::string_view text = trim(kept);
    if (text.starts_with("[[") && text.ends_with("]]")) {
        text = text.substr(2, text.size() - 4);
        text = trim(text.substr(0, text.find('|')));
        if (text.starts_with(':')) text.remove_prefix(1);
    }
    text = without_prefix(text, {"fichier", "file", "image"});
    const auto refused = [](char c) {
        return (c >= '\0' && c < ' ') || c == '\x7F' ||
               std::string_view("#<>[]|{}/\\:").find(c) != std::string_view::npos;
    };
    if (text.empty() || text.size() > longest || std::any_of(text.begin(), text.end(), refused)) return std::nullopt;
    return Value(text);
}

Found shown(std::string_view written, Form form) {
    std::string text = plain_text(written, form);
    if (text.empty()) return std::nullopt;
    return Value(std::move(text));
}

Found named(std::string name, const std::string& role) {
    if (name.empty()) return std::nullopt;
    Value::Object object{{"name", Value(std::move(name))}};
    if (!role.empty()) object.emplace("role", Value(role));
    return Value(std::move(object));
}

// A user's page as a name: "Utilisateur:Simon_Sarazin" → "Simon Sarazin".
std::string person_name(std::string_view written) {
    const std::string text = plain_line(written);
    const std::string_view rest = without_prefix(text, {"utilisateur", "utilisatrice", "user"});
    std::string name(rest);
    if (rest.size() != text.size()) std::replace(name.begin(), name.end(), '_', ' ');
    return std::string(trim(name));
}

Found convert(std::string_view text, std::string_view type, const std::string& role) {
    if (type == "url") return url(text);
    if (type == "image") return image(text);
    if (type == "person") return named(person_name(text), role);
    if (type == "organisation") return named(plain_line(text), role);
    if (type == "text") return shown(text, Form::prose);
    return shown(text, Form::line);
}

void add(Understood& out, Found value) {
    if (value)
        out.elements.push_back(std::move(*value));
    else
        out.whole = false;
}

}  // namespace

Understood understand(std::string_view written, const Mapping::Type& type) {
    Understood out;
    const std::string_view text = trim(written);
    if (type.name != "list") {
        if (!text.empty()) add(out, convert(text, type.name, type.role));
        return out;
    }
    for (const std::string& element : split_list(text, type.separator.empty() ? "," : type.separator))
        add(out, convert(element, type.element, type.role));
    return out;
}

Understood understand_element(std::string_view text, const Mapping::Type& type) {
    Understood out;
    add(out, convert(trim(text), type.name == "list" ? type.element : type.name, type.role));
    return out;
}

std::string identity_of(const Value& element, const Mapping::Type& type) {
    if (const std::string* text = element.text()) return type.element == "url" ? *text : fold_key(*text);
    return fold_key(element.at("name").text_or({}));
}

}  // namespace moisson
