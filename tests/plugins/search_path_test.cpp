// SPDX-License-Identifier: MIT
#include "search_path.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "yard.hpp"

namespace {

using azoth::PluginOrigin;
using azoth::runtime::search_path;
using azoth::runtime::SearchInputs;

/// Inputs with one directory of each kind.
SearchInputs inputs_in(const zoo::Yard& yard) {
    SearchInputs inputs;
    inputs.in_code = {yard.make_directory("code")};
    inputs.environment = yard.make_directory("first") + ":" + yard.make_directory("second");
    yard.make_directory("lib/azoth/plugins");
    inputs.core_library = yard.file("lib/libazoth.so.0");
    inputs.installation = yard.make_directory("installed");
    return inputs;
}

std::vector<std::string> paths(const SearchInputs& inputs) {
    std::vector<std::string> found;
    for (const auto& entry : search_path(inputs)) found.push_back(entry.path);
    return found;
}

TEST(SearchPath, Order) {
    const zoo::Yard yard;
    const auto found = search_path(inputs_in(yard));
    ASSERT_EQ(found.size(), 5u);
    const std::pair<std::string, PluginOrigin> expected[] = {
        {"code", PluginOrigin::directory},
        {"first", PluginOrigin::environment},
        {"second", PluginOrigin::environment},
        {"lib/azoth/plugins", PluginOrigin::beside_core},
        {"installed", PluginOrigin::installation}};
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_EQ(found[i].path, yard.file(expected[i].first));
        EXPECT_EQ(found[i].origin, expected[i].second);
        EXPECT_EQ(found[i].code, "");
    }
}

TEST(SearchPath, SecureExecutionIgnoresTheEnvironment) {
    const zoo::Yard yard;
    SearchInputs inputs = inputs_in(yard);
    inputs.secure_execution = true;
    EXPECT_EQ(paths(inputs), (std::vector{yard.file("code"), yard.file("lib/azoth/plugins"),
                                          yard.file("installed")}));
}

TEST(SearchPath, ADirectoryIsSearchedOnce) {
    const zoo::Yard yard;
    SearchInputs inputs = inputs_in(yard);
    std::filesystem::create_symlink(yard.file("first"), yard.file("again"));
    inputs.environment +=
        ":" + yard.file("first") + "/:" + yard.file("again") + ":" + yard.file("lib/../code");
    inputs.installation = yard.file("lib/azoth/plugins");
    EXPECT_EQ(paths(inputs), (std::vector{yard.file("code"), yard.file("first"),
                                          yard.file("second"), yard.file("lib/azoth/plugins")}));
}

TEST(SearchPath, NamedDirectoriesKeepTheirPlaceAndReason) {
    const zoo::Yard yard;
    SearchInputs inputs;
    inputs.environment = "plugins:" + yard.file("missing") + "::" + yard.make_directory("good");
    inputs.core_library = "libazoth.so.0";  // started by a relative path: nothing is beside it
    inputs.installation = yard.file("missing");
    const auto found = search_path(inputs);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].code, "plugin_path_not_absolute");
    EXPECT_EQ(found[1].code, "plugin_bad_file");
    EXPECT_NE(found[1].reason.find("No such file"), std::string::npos);
    EXPECT_EQ(found[2].code, "");
}

}  // namespace
