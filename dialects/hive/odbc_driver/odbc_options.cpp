// SPDX-License-Identifier: MIT
#include "odbc_options.hpp"

#include <pwd.h>
#include <unistd.h>

#include <charconv>
#include <map>

#include "odbc_error.hpp"

namespace hive_odbc {
namespace {

[[noreturn]] void bad_value(const std::string& key, const std::string& value, const char* wanted) {
    throw OdbcError("HY024",
                    "connection key " + key + " is \"" + value + "\", but must be " + wanted);
}

long long number(const std::string& key, const std::string& value, long long least,
                 long long most) {
    long long parsed = 0;
    const char* end = value.data() + value.size();
    const auto [at, failed] = std::from_chars(value.data(), end, parsed);
    if (failed != std::errc() || at != end || parsed < least || parsed > most) {
        const std::string range =
            "a number from " + std::to_string(least) + " to " + std::to_string(most);
        bad_value(key, value, range.c_str());
    }
    return parsed;
}

bool yes_or_no(const std::string& key, const std::string& value) {
    for (const char* yes : {"1", "true", "yes", "on"}) {
        if (same_word(value, yes)) return true;
    }
    for (const char* no : {"0", "false", "no", "off", ""}) {
        if (same_word(value, no)) return false;
    }
    bad_value(key, value, "1 or 0");
}

std::string lower_case(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return text;
}

enum class Mechanism { unset, none, user, user_and_password };

struct Reader {
    Options options;
    Mechanism mechanism = Mechanism::unset;
    int transport = -1;
    bool transport_is_http = false;

    void authentication(const std::string& key, const std::string& value) {
        const std::string word = lower_case(value);
        if (word == "0" || word == "nosasl") {
            mechanism = Mechanism::none;
        } else if (word == "2" || word == "none") {
            mechanism = Mechanism::user;
        } else if (word == "3" || word == "6" || word == "plain" || word == "ldap" ||
                   word == "custom" || word == "pam") {
            mechanism = Mechanism::user_and_password;
        } else if (word == "1" || word == "kerberos" || word == "gssapi") {
            throw OdbcError("HYC00", "Kerberos is not supported by this driver yet");
        } else {
            bad_value(key, value, "0 (none), 2 (user name) or 3 (user name and password)");
        }
    }

    void thrift_transport(const std::string& key, const std::string& value) {
        const std::string word = lower_case(value);
        if (word == "2" || word == "http") {
            transport_is_http = true;
        } else if (word == "0" || word == "1" || word == "binary" || word == "sasl") {
            transport = word == "0" ? 0 : word == "1" || word == "sasl" ? 1 : -1;
        } else {
            bad_value(key, value, "0 (binary), 1 (SASL) or 2 (HTTP)");
        }
    }

    [[nodiscard]] bool take(const std::string& key, const std::string& value);
    [[nodiscard]] bool take_tls(const std::string& key, const std::string& value);
    void finish();
};

bool Reader::take_tls(const std::string& key, const std::string& value) {
    hs2::TlsOptions& tls = options.endpoint.tls;
    if (key == "ssl" || key == "usessl") {
        tls.enabled = yes_or_no(key, value);
    } else if (key == "trustedcerts" || key == "sslcafile") {
        tls.authority_file = value;
    } else if (key == "allowselfsignedservercert") {
        // The Simba family's key; it trusts any certificate, so the check of the name would mean
        // nothing.
        if (yes_or_no(key, value)) tls.verify_certificate = false;
    } else if (key == "sslverify") {
        tls.verify_certificate = yes_or_no(key, value);
    } else if (key == "allowhostnamecnmismatch" || key == "caissuedcertnamesmismatch") {
        tls.verify_host = !yes_or_no(key, value);
    } else if (key == "clientcert" || key == "sslcertfile") {
        tls.certificate_file = value;
    } else if (key == "clientprivatekey" || key == "sslkeyfile") {
        tls.key_file = value;
    } else if (key == "min_tls") {
        if (value != "1.2" && value != "1.0" && value != "1.1") bad_value(key, value, "1.2");
    } else {
        return key == "twowayssl" || key == "usesystemtruststore";
    }
    return true;
}

bool Reader::take(const std::string& spelled, const std::string& value) {
    const std::string key = lower_case(spelled);
    hs2::Endpoint& endpoint = options.endpoint;
    if (key == "host" || key == "server" || key == "hostname") {
        endpoint.host = value;
    } else if (key == "port") {
        endpoint.port = static_cast<int>(number(key, value, 1, 65535));
    } else if (key == "schema" || key == "database") {
        endpoint.database = value;
    } else if (key == "uid" || key == "user" || key == "username") {
        endpoint.user = value;
    } else if (key == "pwd" || key == "password") {
        endpoint.password = value;
    } else if (key == "delegationuid") {
        endpoint.delegate = value;
    } else if (key == "authmech" || key == "authscheme") {
        authentication(spelled, value);
    } else if (key == "thrifttransport" || key == "transportmode") {
        thrift_transport(spelled, value);
    } else if (key == "httppath") {
        endpoint.http_path = !value.empty() && value.front() == '/' ? value.substr(1) : value;
    } else if (key.rfind("http.header.", 0) == 0) {
        endpoint.http_headers.emplace_back(spelled.substr(12), value);
    } else if (key.rfind("ssp_", 0) == 0) {
        endpoint.settings[spelled.substr(4)] = value;
    } else if (key.rfind("var_", 0) == 0) {
        endpoint.variables[spelled.substr(4)] = value;
    } else if (key == "hiveservertype") {
        if (value != "2") bad_value(spelled, value, "2");
    } else if (key == "servicediscoverymode") {
        if (value != "0")
            throw OdbcError("HYC00", "ZooKeeper discovery is not supported by this driver yet");
    } else if (key == "usenativequery") {
        options.native_query = yes_or_no(spelled, value);
    } else if (key == "rowsfetchedperblock") {
        options.rows_per_fetch = number(spelled, value, 1, 1'000'000);
    } else if (key == "defaultstringcolumnlength") {
        options.sizes.string_length = static_cast<int>(number(spelled, value, 1, 2'147'483'647));
    } else if (key == "binarycolumnlength") {
        options.sizes.binary_length = static_cast<int>(number(spelled, value, 1, 1'073'741'823));
    } else if (key == "sockettimeout") {
        endpoint.socket_timeout_ms = static_cast<long>(number(spelled, value, 0, 2'000'000) * 1000);
    } else if (key == "logintimeout" || key == "connecttimeout") {
        endpoint.connect_timeout_ms =
            static_cast<long>(number(spelled, value, 0, 2'000'000) * 1000);
    } else if (key == "querytimeout") {
        options.query_timeout = static_cast<long>(number(spelled, value, 0, 2'000'000));
    } else {
        return take_tls(key, value) || key == "driver" || key == "dsn" || key == "description";
    }
    return true;
}

std::string login_name() {
    const passwd* account = getpwuid(geteuid());
    return account != nullptr && account->pw_name != nullptr ? account->pw_name : "anonymous";
}

void Reader::finish() {
    hs2::Endpoint& endpoint = options.endpoint;
    if (endpoint.host.empty()) throw OdbcError("08001", "the connection string names no Host");
    endpoint.http = transport_is_http;
    if (mechanism == Mechanism::unset) {
        mechanism = !endpoint.password.empty() ? Mechanism::user_and_password
                    : transport == 0           ? Mechanism::none
                                               : Mechanism::user;
    }
    endpoint.login = mechanism == Mechanism::none ? hs2::Login::none : hs2::Login::plain;
    if (mechanism == Mechanism::user_and_password &&
        (endpoint.user.empty() || endpoint.password.empty())) {
        throw OdbcError("28000", "this authentication needs both UID and PWD");
    }
    // The server refuses an empty user and an empty password even where it checks neither.
    if (endpoint.user.empty()) endpoint.user = login_name();
    if (endpoint.password.empty() && endpoint.login == hs2::Login::plain) endpoint.password = "x";
    if (endpoint.user.find('\0') != std::string::npos ||
        endpoint.password.find('\0') != std::string::npos) {
        throw OdbcError("28000", "UID and PWD must not hold a NUL byte");
    }
    endpoint.tls.host = endpoint.host;
}

}  // namespace

Options make_options(const std::vector<KeyValue>& pairs,
                     const std::function<void(const std::string&)>& on_unknown) {
    Reader reader;
    std::map<std::string, bool> seen;
    for (const auto& [key, value] : pairs) {
        bool& already = seen[lower_case(key)];
        if (already) continue;  // the first one wins, as in the driver manager
        already = true;
        if (!reader.take(key, value)) on_unknown(key);
    }
    reader.finish();
    reader.options.given = pairs;
    return reader.options;
}

}  // namespace hive_odbc
