// SPDX-License-Identifier: MIT
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "plugins_command.hpp"

int main(int argc, char** argv) {
    CLI::App program{"Azoth: SQL toolkit and object-relational mapper", "azoth"};
    program.require_subcommand(1);
    int status = 0;
    azoth::cli::add_plugins_command(program, status);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error);
    } catch (const std::exception& error) {
        std::cerr << "azoth: " << error.what() << '\n';
        return 1;
    }
    return status;
}
