// SPDX-License-Identifier: MIT
#include <odbcinst.h>

#include <algorithm>
#include <array>

#include "odbc_error.hpp"
#include "odbc_options.hpp"

namespace hive_odbc {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// Reads `{...}` with doubled closing braces; `text` starts behind the opening one and is advanced
/// behind the closing one.
std::string braced_value(std::string_view& text) {
    std::string value;
    for (;;) {
        const std::size_t brace = text.find('}');
        if (brace == std::string_view::npos) {
            throw OdbcError("HY000", "a braced value in the connection string is not closed");
        }
        value.append(text.substr(0, brace));
        text.remove_prefix(brace + 1);
        if (text.empty() || text.front() != '}') return value;
        value += '}';
        text.remove_prefix(1);
    }
}

std::string profile(const std::string& section, const char* key) {
    std::array<char, 8192> buffer{};
    const int size = SQLGetPrivateProfileString(section.c_str(), key, "", buffer.data(),
                                                static_cast<int>(buffer.size()), "odbc.ini");
    return size > 0 ? std::string(buffer.data()) : std::string();
}

std::vector<std::string> profile_keys(const std::string& section) {
    std::array<char, 16384> buffer{};
    const int size = SQLGetPrivateProfileString(section.c_str(), nullptr, "", buffer.data(),
                                                static_cast<int>(buffer.size()), "odbc.ini");
    std::vector<std::string> keys;
    for (int at = 0; at < size && buffer[static_cast<std::size_t>(at)] != '\0';) {
        keys.emplace_back(buffer.data() + at);
        at += static_cast<int>(keys.back().size()) + 1;
    }
    return keys;
}

}  // namespace

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [](char x, char y) { return lower(x) == lower(y); });
}

std::string value_of(const std::vector<KeyValue>& pairs, std::string_view key) {
    for (const auto& [name, value] : pairs) {
        if (same_word(name, key)) return value;
    }
    return {};
}

std::vector<KeyValue> parse_connection_string(std::string_view text) {
    std::vector<KeyValue> pairs;
    while (!text.empty()) {
        if (text.front() == ';' || text.front() == ' ' || text.front() == '\0') {
            text.remove_prefix(1);
            continue;
        }
        const std::size_t equals = text.find('=');
        const std::size_t end = text.find(';');
        if (equals == std::string_view::npos || end < equals) {
            throw OdbcError("HY000", "the connection string holds a key without a value");
        }
        std::string key(trimmed(text.substr(0, equals)));
        text.remove_prefix(equals + 1);
        while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
        std::string value;
        if (!text.empty() && text.front() == '{') {
            text.remove_prefix(1);
            value = braced_value(text);
            text.remove_prefix(std::min(text.find(';'), text.size()));
        } else {
            const std::size_t stop = std::min(text.find(';'), text.size());
            value = trimmed(text.substr(0, stop));
            text.remove_prefix(stop);
        }
        pairs.emplace_back(std::move(key), std::move(value));
    }
    return pairs;
}

std::string make_connection_string(const std::vector<KeyValue>& pairs) {
    std::string text;
    for (const auto& [key, value] : pairs) {
        text.append(key).append("=");
        const bool plain = value.find_first_of("{};=[](),?*!@\\ ") == std::string::npos;
        if (plain || same_word(key, "driver")) {
            const bool brace =
                same_word(key, "driver") && value.find_first_of("; ") != std::string::npos;
            text += brace ? "{" + value + "}" : value;
        } else {
            text += '{';
            for (const char c : value) text.append(c == '}' ? 2 : 1, c);
            text += '}';
        }
        text += ';';
    }
    return text;
}

std::vector<KeyValue> with_data_source(std::vector<KeyValue> pairs) {
    const std::string source = value_of(pairs, "DSN");
    if (source.empty()) return pairs;
    for (const std::string& key : profile_keys(source)) {
        const bool about_the_manager = same_word(key, "driver") || same_word(key, "description");
        if (about_the_manager || !value_of(pairs, key).empty()) continue;
        pairs.emplace_back(key, profile(source, key.c_str()));
    }
    return pairs;
}

}  // namespace hive_odbc
