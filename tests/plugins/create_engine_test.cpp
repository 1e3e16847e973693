// SPDX-License-Identifier: MIT
// From a URL to an engine, through the registry of the process.
#include <azoth/plugins/create_engine.hpp>

#include <gtest/gtest.h>

#include <azoth/dialect/dialect.hpp>

#include "yard.hpp"

namespace {

using azoth::create_engine;

std::string failure_code(const std::string& url) {
    try {
        (void)create_engine(url);
    } catch (const azoth::Error& error) {
        return error.code();
    }
    return "nothing was thrown";
}

class CreateEngine : public testing::Test {
protected:
    CreateEngine() : path_("AZOTH_PLUGIN_PATH", yard_.path()) {
        yard_.put("tame", "libazoth_tame.so");
        yard_.put("driver", "libazoth_keeper.so");
    }
    zoo::Yard yard_;
    zoo::Environment path_;
};

TEST_F(CreateEngine, ComposesDialectAndDriver) {
    for (const char* text : {"tame://host/name", "docile+keeper://host/name"}) {
        const azoth::Engine engine = create_engine(text, {.pool = {.size = 2}});
        EXPECT_EQ(engine.dialect().name(), "tame");
        EXPECT_EQ(engine.client(), "nothing 1.0");
        EXPECT_EQ(engine.url().to_string(), text);
    }
    EXPECT_EQ(create_engine(azoth::Url("tame://host/name")).dialect().name(), "tame");
}

TEST_F(CreateEngine, ConnectsToNothingYet) {
    const azoth::Engine engine = create_engine("tame://host/name");
    try {
        (void)engine.connect();
        FAIL() << "nobody is at home";
    } catch (const azoth::OperationalError& error) {
        EXPECT_EQ(error.code(), "connect_refused");
    }
}

TEST_F(CreateEngine, Failures) {
    EXPECT_EQ(failure_code(""), "url_empty");
    EXPECT_EQ(failure_code("nosuch://host/name"), "dialect_not_found");
    EXPECT_EQ(failure_code("tame+nosuch://host/name"), "driver_not_found");
    EXPECT_EQ(failure_code("../tame://host/name"), "url_bad_scheme");
}

TEST_F(CreateEngine, FromConfiguration) {
    const azoth::Engine engine =
        azoth::engine_from_config({{"db.url", "tame+keeper://host/name"}}, "db.");
    EXPECT_EQ(engine.client(), "nothing 1.0");
}

}  // namespace
