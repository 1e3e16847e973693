// SPDX-License-Identifier: MIT
#include <azoth/urls/odbc_string.hpp>

#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <azoth/error/error.hpp>

namespace azoth {
namespace {

std::string odbc(std::string_view url) {
    return std::string(make_odbc_string(Url(url)).reveal());
}

std::string code_of(std::string_view text) {
    const Url url(text);
    try {
        return "was made: " + std::string(make_odbc_string(url).reveal());
    } catch (const UrlError& error) {
        EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr("hunter"))) << text;
        return error.code();
    }
}

/// Reads a connection string as a driver manager does, by the grammar of SQLDriverConnect.
std::map<std::string, std::string> read(std::string_view text) {
    std::map<std::string, std::string> attributes;
    while (!text.empty()) {
        const std::size_t equals = text.find('=');
        const std::string name(text.substr(0, equals));
        text.remove_prefix(equals + 1);
        std::string value;
        if (text.starts_with('{')) {
            for (text.remove_prefix(1);; text.remove_prefix(1)) {
                if (text.front() == '}') {
                    text.remove_prefix(1);
                    if (!text.starts_with('}')) break;
                }
                value += text.front();
            }
        } else {
            value = text.substr(0, text.find(';'));
            text.remove_prefix(value.size());
        }
        EXPECT_TRUE(text.starts_with(';'));
        text.remove_prefix(1);
        EXPECT_TRUE(attributes.emplace(name, value).second) << name;
    }
    return attributes;
}

TEST(OdbcString, the_host_is_a_data_source) {
    EXPECT_EQ(odbc("hive://warehouse"), "DSN=warehouse;");
    EXPECT_EQ(odbc("hive://ada:s%40fe@My%20DSN/shop?FetchSize=100"),
              "DSN={My DSN};UID=ada;PWD={s@fe};DATABASE=shop;FetchSize=100;");
    EXPECT_EQ(code_of("hive://"), "url_bad_host");
    EXPECT_EQ(code_of("hive://h:10000/d"), "url_bad_host");
    EXPECT_EQ(code_of("hive://a,b/d"), "url_bad_host");
    EXPECT_EQ(code_of("hive://a%3Bb/d"), "value_not_representable_for_driver");
}

TEST(OdbcString, a_driver_takes_host_and_port) {
    EXPECT_EQ(odbc("hive://ada@h:10000/d?driver=Azoth+Hive"),
              "DRIVER={Azoth Hive};SERVER=h;PORT=10000;UID=ada;DATABASE=d;");
    EXPECT_EQ(odbc("hive:///d?driver=X&host=h&port=5"), "DRIVER={X};SERVER=h;PORT=5;DATABASE=d;");
    const Url url("hive://u@h/d?driver=X");
    EXPECT_EQ(make_odbc_string(url, {.host = "HOST", .user = "User", .database = "Schema"}),
              "DRIVER={X};HOST=h;User=u;Schema=d;");
}

TEST(OdbcString, a_whole_string_passes_unchanged) {
    EXPECT_EQ(odbc("hive://?odbc_connect=DSN%3Dx%3BPWD%3D%7Ba%7D%3B"), "DSN=x;PWD={a};");
    EXPECT_EQ(code_of("hive://?odbc_connect=a&ODBC_CONNECT=b"), "url_duplicate_param");
}

TEST(OdbcString, a_password_begins_no_other_attribute) {
    const Url url("hive://u:p;DRIVER=%2Ftmp%2Fe.so@h/d?driver=X");
    EXPECT_EQ(make_odbc_string(url),
              "DRIVER={X};SERVER=h;UID=u;PWD={p;DRIVER=/tmp/e.so};DATABASE=d;");
    const auto attributes = read(make_odbc_string(url).reveal());
    EXPECT_EQ(attributes.size(), 5U);
    EXPECT_EQ(attributes.at("DRIVER"), "X");
    EXPECT_EQ(attributes.at("PWD"), "p;DRIVER=/tmp/e.so");
}

TEST(OdbcString, every_value_survives) {
    for (const char* password : {"p}w;{", "", " ", "}", "}}", "{", "{}", "};UID=eve;{", "a=b", "x;",
                                 "é", "'\"\\", "a b "}) {
        const Url url = Url("hive://u@h/d?driver=X&Note=n")
                            .with_password(password)
                            .update_query({{"Note", password}});
        const auto attributes = read(make_odbc_string(url).reveal());
        EXPECT_EQ(attributes.at("PWD"), password);
        EXPECT_EQ(attributes.at("Note"), password);
        EXPECT_EQ(attributes.size(), 6U) << password;
    }
}

TEST(OdbcString, drivers_are_plain_names) {
    EXPECT_EQ(code_of("hive://u:hunter2@h/d?driver=Evil}UID=x"), "bad_driver_name");
    EXPECT_EQ(code_of("hive://h/d?driver=Evil;UID=x"), "bad_driver_name");
    EXPECT_EQ(code_of("hive://h/d?driver={Evil}"), "bad_driver_name");
    EXPECT_EQ(code_of("hive://h/d?driver="), "bad_driver_name");
    EXPECT_EQ(code_of("hive://u:hunter2@h/d?driver=/tmp/e.so"), "driver_path_not_allowed");
    EXPECT_EQ(code_of("hive://h/d?DRIVER=/tmp/e.so"), "driver_path_not_allowed") << "any case";
    EXPECT_EQ(code_of("hive://h/d?driver=..\\e.dll"), "driver_path_not_allowed");
    EXPECT_EQ(code_of("hive://h/d?driver=libevil.so"), "driver_path_not_allowed");
    EXPECT_EQ(code_of("hive://h/d?driver=libevil.so.1"), "driver_path_not_allowed");
    EXPECT_EQ(code_of("hive://h/d?driver=X&Driver=/tmp/e.so"), "url_duplicate_param");
}

TEST(OdbcString, keys_are_keywords) {
    for (const std::string_view url :
         {"hive://u:hunter2@h?a;b=c", "hive://h?a%3Db=c", "hive://h?{a}=c", "hive://h?%20a=c",
          "hive://h?a%20=c", "hive://h?1a=c"})
        EXPECT_EQ(code_of(url), "bad_option_name") << url;
    EXPECT_EQ(odbc("hive://h?Application%20Name=x"), "DSN=h;Application Name=x;");
}

TEST(OdbcString, the_query_does_not_overrule_the_url) {
    for (const std::string_view url :
         {"hive://h?dsn=x", "hive://h?FileDSN=x", "hive://h?SaveFile=x"})
        EXPECT_EQ(code_of(url), "option_forbidden_in_url") << url;
    EXPECT_EQ(code_of("hive://u@h?uid=eve"), "url_duplicate_param");
    EXPECT_EQ(code_of("hive://u:hunter2@h?Pwd=x"), "url_duplicate_param");
    EXPECT_EQ(code_of("hive://h?a=1&A=2"), "url_duplicate_param");
    EXPECT_EQ(code_of("hive://h/d?driver=X&server=evil"), "url_duplicate_param");
}

TEST(OdbcString, is_a_secret) {
    EXPECT_EQ(testing::PrintToString(make_odbc_string(Url("hive://u:hunter2@h"))), "***");
}

}  // namespace
}  // namespace azoth
