// SPDX-License-Identifier: MIT
#include <azoth/engine/engine_config.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>

namespace azoth {

namespace {

std::string folded(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == ' ' || c == '-') c = '_';
    }
    return result;
}

/// One option's text, and how to complain about it. The text itself is never repeated: a line of a
/// configuration file that was misread may hold anything.
struct Setting {
    std::string_view name;
    std::string_view text;

    [[noreturn]] void refuse(const std::string& wanted) const {
        ErrorDetails details;
        details.component = name;
        throw ArgumentError("bad_option_value",
                            "the option \"" + std::string(name) + "\" must be " + wanted,
                            std::move(details));
    }

    [[nodiscard]] std::int64_t number(std::int64_t least, std::int64_t most) const {
        std::int64_t value = 0;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error != std::errc{} || stop != end || value < least || value > most) {
            refuse("a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        }
        return value;
    }

    [[nodiscard]] std::size_t count(std::int64_t least = 0) const {
        return static_cast<std::size_t>(number(least, most_count));
    }
    [[nodiscard]] int integer(std::int64_t least) const {
        return static_cast<int>(number(least, most_count));
    }
    [[nodiscard]] std::int64_t milliseconds(std::int64_t least = 0) const {
        return number(least, most_milliseconds);
    }

    [[nodiscard]] bool truth() const {
        const std::string word = folded(text);
        for (const std::string_view yes : {"true", "yes", "on", "1"}) {
            if (word == yes) return true;
        }
        for (const std::string_view no : {"false", "no", "off", "0"}) {
            if (word == no) return false;
        }
        refuse("one of true, false, yes, no, on, off, 1, 0");
    }

    template <class Enum, std::size_t N>
    [[nodiscard]] Enum one_of(const std::array<std::pair<std::string_view, Enum>, N>& words) const {
        const std::string word = folded(text);
        std::string list;
        for (const auto& [name_of, value] : words) {
            if (word == name_of) return value;
            list.append(list.empty() ? "" : ", ").append(name_of);
        }
        refuse("one of " + list);
    }

    static constexpr std::int64_t most_count = 1'000'000;
    static constexpr std::int64_t most_milliseconds = std::int64_t{1} << 40;
};

constexpr std::array<std::pair<std::string_view, Echo>, 7> echo_words{{
    {"rows", Echo::rows},
    {"off", Echo::off},
    {"false", Echo::off},
    {"0", Echo::off},
    {"statements", Echo::statements},
    {"true", Echo::statements},
    {"1", Echo::statements},
}};
constexpr std::array<std::pair<std::string_view, PoolKind>, 4> pool_words{{
    {"by_default", PoolKind::by_default},
    {"queue", PoolKind::queue},
    {"single", PoolKind::single},
    {"null", PoolKind::null},
}};
constexpr std::array<std::pair<std::string_view, ResetOnReturn>, 3> reset_words{{
    {"rollback", ResetOnReturn::rollback},
    {"commit", ResetOnReturn::commit},
    {"none", ResetOnReturn::none},
}};
constexpr std::array<std::pair<std::string_view, Isolation>, 5> isolation_words{{
    {"autocommit", Isolation::autocommit},
    {"read_uncommitted", Isolation::read_uncommitted},
    {"read_committed", Isolation::read_committed},
    {"repeatable_read", Isolation::repeatable_read},
    {"serializable", Isolation::serializable},
}};

constexpr std::array<std::pair<std::string_view, FetchFormat>, 3> format_words{{
    {"automatic", FetchFormat::automatic},
    {"text", FetchFormat::text},
    {"binary", FetchFormat::binary},
}};

struct Option {
    std::string_view name;
    void (*apply)(EngineOptions& options, const Setting& setting);
};

constexpr std::array<Option, 28> known_options{{
    {"echo", [](auto& o, const auto& s) { o.echo = s.one_of(echo_words); }},
    {"logging_name", [](auto& o, const auto& s) { o.logging_name = s.text; }},
    {"hide_parameters", [](auto& o, const auto& s) { o.hide_parameters = s.truth(); }},
    {"isolation_level",
     [](auto& o, const auto& s) { o.isolation_level = parse_isolation(s.text); }},
    {"query_cache_size", [](auto& o, const auto& s) { o.query_cache_size = s.count(); }},
    {"enable_from_linting", [](auto& o, const auto& s) { o.enable_from_linting = s.truth(); }},
    {"prepared_cache_size", [](auto& o, const auto& s) { o.prepared_cache_size = s.count(); }},
    {"connect_timeout_ms", [](auto& o, const auto& s) { o.connect_timeout_ms = s.milliseconds(); }},
    {"stream_results",
     [](auto& o, const auto& s) { o.execution_options.stream_results = s.truth(); }},
    {"yield_per", [](auto& o, const auto& s) { o.execution_options.yield_per = s.count(); }},
    {"max_row_buffer",
     [](auto& o, const auto& s) { o.execution_options.max_row_buffer = s.count(); }},
    {"insert_page_size",
     [](auto& o, const auto& s) { o.execution_options.insert_page_size = s.count(); }},
    {"fetch_format",
     [](auto& o, const auto& s) { o.execution_options.fetch_format = s.one_of(format_words); }},
    {"uncached", [](auto& o, const auto& s) { o.execution_options.uncached = s.truth(); }},
    {"statement_timeout_ms",
     [](auto& o, const auto& s) { o.execution_options.timeout_ms = s.milliseconds(); }},
    {"pool_kind", [](auto& o, const auto& s) { o.pool.kind = s.one_of(pool_words); }},
    {"pool_size", [](auto& o, const auto& s) { o.pool.size = s.integer(1); }},
    {"max_overflow", [](auto& o, const auto& s) { o.pool.max_overflow = s.integer(-1); }},
    {"pool_max_overflow", [](auto& o, const auto& s) { o.pool.max_overflow = s.integer(-1); }},
    {"pool_timeout_ms", [](auto& o, const auto& s) { o.pool.timeout_ms = s.milliseconds(-1); }},
    {"pool_recycle_ms", [](auto& o, const auto& s) { o.pool.recycle_ms = s.milliseconds(-1); }},
    {"pool_pre_ping", [](auto& o, const auto& s) { o.pool.pre_ping = s.truth(); }},
    {"pool_trace_holders", [](auto& o, const auto& s) { o.pool.trace_holders = s.truth(); }},
    {"pool_use_lifo", [](auto& o, const auto& s) { o.pool.use_lifo = s.truth(); }},
    {"pool_reset_on_return",
     [](auto& o, const auto& s) { o.pool.reset_on_return = s.one_of(reset_words); }},
    {"pool_reset_timeout_ms",
     [](auto& o, const auto& s) { o.pool.reset_timeout_ms = s.milliseconds(); }},
    {"url", [](auto&, const auto&) {}},
    {"connect_args", [](auto&, const Setting& s) { s.refuse("given as connect_args.<name>"); }},
}};

void apply(EngineOptions& options, const Setting& setting) {
    constexpr std::string_view for_driver = "connect_args.";
    if (setting.name.starts_with(for_driver)) {
        options.connect_args.emplace_back(setting.name.substr(for_driver.size()), setting.text);
        return;
    }
    for (const Option& option : known_options) {
        if (option.name == setting.name) return option.apply(options, setting);
    }
    std::vector<std::string_view> names;
    names.reserve(known_options.size());
    for (const Option& option : known_options) names.push_back(option.name);
    ErrorDetails details;
    details.component = setting.name;
    details.hint = did_you_mean(setting.name, names);
    throw ArgumentError("unknown_option",
                        "\"" + std::string(setting.name) + "\" is not an option of an engine",
                        std::move(details));
}

}  // namespace

Isolation parse_isolation(std::string_view text) {
    const std::string word = folded(text);
    for (const auto& [name, level] : isolation_words) {
        if (word == name) return level;
    }
    ErrorDetails details;
    details.component = "isolation_level";
    details.hint = "AUTOCOMMIT, READ UNCOMMITTED, READ COMMITTED, REPEATABLE READ or SERIALIZABLE";
    throw ArgumentError("bad_isolation_level", "this is not the name of an isolation level",
                        std::move(details));
}

void Settings::add(std::string_view key, std::string_view value) {
    for (const auto& [known, text] : entries_) {
        if (known != key) continue;
        ErrorDetails details;
        details.component = key;
        throw ArgumentError("duplicate_option", "a setting is given twice", std::move(details));
    }
    entries_.emplace_back(key, value);
}

EngineConfig read_engine_config(const Settings& settings, std::string_view prefix) {
    EngineConfig config;
    for (const auto& [key, text] : settings.entries()) {
        const std::string_view name(key);
        if (!name.starts_with(prefix)) continue;
        if (name.substr(prefix.size()) == "url") config.url = text;
        apply(config.options, {name.substr(prefix.size()), text});
    }
    if (config.url.empty()) {
        throw ArgumentError("missing_option",
                            "the settings have no \"" + std::string(prefix) + "url\"");
    }
    return config;
}

}  // namespace azoth
