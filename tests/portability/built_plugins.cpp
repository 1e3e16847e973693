// SPDX-License-Identifier: MIT
// The tests load the dialects that were just built.
#include <azoth/plugins/dialect_registry.hpp>

namespace {

const bool added = [] {
    azoth::DialectRegistry::instance().add_directory(AZOTH_TEST_PLUGINS);
    return true;
}();

}  // namespace
