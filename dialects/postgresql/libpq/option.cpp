// SPDX-License-Identifier: MIT
#include "option.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <azoth/error/error.hpp>
#include <azoth/error/spelling.hpp>

namespace azoth::libpq {

namespace {

constexpr std::string_view yes_no[] = {"0", "1"};
constexpr std::string_view ssl_modes[] = {"disable", "allow",     "prefer",
                                          "require", "verify-ca", "verify-full"};
constexpr std::string_view tls_modes[] = {"disable", "require", "verify-ca", "verify-full"};
constexpr std::string_view modes[] = {"disable", "prefer", "require"};
constexpr std::string_view tls_versions[] = {"TLSv1.2", "TLSv1.3"};
constexpr std::string_view encodings[] = {"utf8", "UTF8", "utf-8", "UTF-8"};
constexpr std::string_view attributes[] = {"any",     "read-write", "read-only",
                                           "primary", "standby",    "prefer-standby"};

constexpr auto text = Option::Takes::text;
constexpr auto number = Option::Takes::number;
constexpr auto choice = Option::Takes::choice;
constexpr std::int64_t a_day = 86'400;

// libpq's names, except tls, which every driver of the project knows. What is left out is left out
// on purpose: service, passfile and krb settings read other files, password belongs before the @.
constexpr Option options[] = {
    {"application_name", text},
    {"channel_binding", choice, 0, 0, modes},
    {"client_encoding", choice, 0, 0, encodings},
    {"connect_timeout", number, 1, a_day},
    {"gssencmode", choice, 0, 0, modes},
    {"host", text},
    {"keepalives", choice, 0, 0, yes_no},
    {"keepalives_count", number, 0, 1000},
    {"keepalives_idle", number, 0, a_day},
    {"keepalives_interval", number, 0, a_day},
    {"options", text},
    {"port", text},
    {"ssl_min_protocol_version", choice, 0, 0, tls_versions},
    {"sslcert", text},
    {"sslcrl", text},
    {"sslcrldir", text},
    {"sslkey", text},
    {"sslmode", choice, 0, 0, ssl_modes},
    {"sslpassword", text},
    {"sslrootcert", text},
    {"sslsni", choice, 0, 0, yes_no},
    {"target_session_attrs", choice, 0, 0, attributes},
    {"tcp_user_timeout", number, 0, a_day * 1000},
    {"tls", choice, 0, 0, tls_modes},
};

[[noreturn]] void refuse(const Option& option, const std::string& wanted) {
    ErrorDetails details;
    details.component = option.name;
    throw ArgumentError("bad_option_value",
                        "the option " + std::string(option.name) + " takes " + wanted,
                        std::move(details));
}

}  // namespace

const Option* find_option(std::string_view name) noexcept {
    const auto* const at = std::find_if(std::begin(options), std::end(options),
                                        [name](const Option& o) { return o.name == name; });
    return at == std::end(options) ? nullptr : at;
}

std::string did_you_mean_option(std::string_view name) {
    std::vector<std::string_view> names;
    for (const Option& option : options) names.push_back(option.name);
    return did_you_mean(name, names);
}

void check_option_value(const Option& option, std::string_view value) {
    switch (option.takes) {
        case Option::Takes::text:
            if (value.find('\0') != std::string_view::npos) refuse(option, "text without NUL");
            return;
        case Option::Takes::choice: {
            if (std::find(option.choices.begin(), option.choices.end(), value) !=
                option.choices.end()) {
                return;
            }
            std::string list = "one of";
            for (const std::string_view word : option.choices) list.append(" ").append(word);
            refuse(option, list);
        }
        case Option::Takes::number: {
            std::int64_t n = 0;
            const char* const end = value.data() + value.size();
            const auto [at, error] = std::from_chars(value.data(), end, n);
            if (error == std::errc{} && at == end && n >= option.least && n <= option.most) return;
            refuse(option, "a whole number from " + std::to_string(option.least) + " to " +
                               std::to_string(option.most));
        }
    }
}

}  // namespace azoth::libpq
