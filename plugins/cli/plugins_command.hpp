// SPDX-License-Identifier: MIT
#pragma once

namespace CLI {
class App;
}

namespace azoth::cli {

/// Adds `plugins list` and `plugins doctor SCHEME`. `status` receives the exit status of whichever
/// runs and must outlive the parse.
void add_plugins_command(CLI::App& program, int& status);

}  // namespace azoth::cli
