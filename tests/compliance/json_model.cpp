// SPDX-License-Identifier: MIT
#include "json_model.hpp"

#include <array>

namespace azoth::compliance {

namespace {

// Each with its spelling in JSON that escapes all it can.
struct Word {
    const char* plain;
    const char* json;
};
constexpr Word words[] = {{"a", "\\u0061"},
                          {"b", "b"},
                          {"", ""},
                          {"0", "0"},
                          {"a.b", "a.b"},
                          {"$.a[0]", "$.a[0]"},
                          {"qu\"ote", "qu\\\"ote"},
                          {"back\\slash", "back\\\\slash"},
                          {"it's", "it's"},
                          {"line\n", "line\\n"},
                          {"caf\xC3\xA9", "caf\\u00e9"},
                          {"\xF0\x9F\x98\x80", "\\ud83d\\ude00"},
                          {"null", "null"},
                          {"true", "true"}};
constexpr const char* numbers[] = {"0",    "-1",   "42",        "9223372036854775807",
                                   "2.50", "-0.1", "1e3",       "12345678901234567890.12345",
                                   "1E-2", "7.0",  "0.0000001", "-9223372036854775808"};

template <class List>
const auto& pick(std::mt19937& source, const List& list) {
    return list[source() % std::size(list)];
}

std::string quoted(const std::string& text, bool escapes) {
    std::string out = "\"";
    if (escapes) {
        for (const Word& word : words) {
            if (text == word.plain) return out + word.json + '"';
        }
    }
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else {
            out += c;
        }
    }
    return out + '"';
}

}  // namespace

std::string describe_path(const JsonPath& path) {
    std::string out;
    for (const JsonStep& step : path) {
        out += step.is_member ? '[' + quoted(step.member, false) + ']'
                              : '[' + std::to_string(step.position) + ']';
    }
    return out;
}

JsonModel JsonModel::random(std::mt19937& source, int depth) {
    JsonModel model;
    model.escapes_ = source() % 2 == 0;
    const unsigned choice = source() % (depth > 0 ? 10 : 4);
    if (choice == 0) {
        model.kind_ = Kind::null;
        model.scalar_ = "null";
    } else if (choice == 1) {
        model.kind_ = Kind::boolean;
        model.scalar_ = source() % 2 == 0 ? "true" : "false";
    } else if (choice == 2) {
        model.kind_ = Kind::number;
        model.scalar_ = pick(source, numbers);
    } else if (choice == 3) {
        model.kind_ = Kind::string;
        model.scalar_ = pick(source, words).plain;
    } else {
        model.kind_ = choice % 2 == 0 ? Kind::object : Kind::array;
        for (unsigned count = source() % 4; count > 0; --count) {
            const std::string name = pick(source, words).plain;
            // Binary JSON keeps one of several members with the same name; so does the model.
            bool is_new = model.kind_ == Kind::array;
            if (!is_new) is_new = model.find({{true, name, 0}}) == nullptr;
            if (is_new) model.parts_.emplace_back(name, random(source, depth - 1));
        }
    }
    return model;
}

std::string JsonModel::kind_name() const {
    switch (kind_) {
        case Kind::object: return "object";
        case Kind::array: return "array";
        case Kind::string: return "string";
        case Kind::number: return "number";
        case Kind::boolean: return "boolean";
        case Kind::null: return "null";
    }
    return {};
}

bool JsonModel::is_integer() const {
    return scalar_.find_first_of(".eE") == std::string::npos;
}

std::string JsonModel::text() const {
    if (kind_ == Kind::string) return quoted(scalar_, escapes_);
    if (is_scalar()) return scalar_;
    std::string out(1, kind_ == Kind::object ? '{' : '[');
    for (const auto& [name, part] : parts_) {
        if (out.size() > 1) out += ',';
        if (kind_ == Kind::object) out += quoted(name, escapes_) + ':';
        out += part.text();
    }
    return out + (kind_ == Kind::object ? '}' : ']');
}

std::optional<std::string> JsonModel::content() const {
    if (kind_ == Kind::null) return std::nullopt;
    return scalar_;
}

const JsonModel* JsonModel::find(const JsonPath& path) const {
    const JsonModel* place = this;
    for (const JsonStep& step : path) {
        const JsonModel* next = nullptr;
        const auto size = static_cast<std::int64_t>(place->parts_.size());
        const std::int64_t at = step.position < 0 ? step.position + size : step.position;
        if (place->kind_ == Kind::array && !step.is_member && at >= 0 && at < size) {
            next = &place->parts_[static_cast<std::size_t>(at)].second;
        }
        for (const auto& [name, part] : place->parts_) {
            if (place->kind_ == Kind::object && step.is_member && name == step.member) next = &part;
        }
        if (next == nullptr) return nullptr;
        place = next;
    }
    return place;
}

std::vector<JsonPath> JsonModel::paths() const {
    // The root itself, a wrong step, and the same for each part.
    std::vector<JsonPath> all{
        {}, {{true, "missing", 0}}, {{false, {}, 3}}, {{false, {}, -1}}, {{true, "0", 0}}};
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        JsonStep step{kind_ == Kind::object, parts_[i].first, static_cast<std::int64_t>(i)};
        for (JsonPath rest : parts_[i].second.paths()) {
            rest.insert(rest.begin(), step);
            all.push_back(std::move(rest));
        }
    }
    return all;
}

}  // namespace azoth::compliance
