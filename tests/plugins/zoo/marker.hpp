// SPDX-License-Identifier: MIT
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

// Every animal of the zoo writes one byte to the file named by AZOTH_ZOO_MARKER as soon as any of
// its code runs, so that a test can prove that a refused file never got that far.
__attribute__((constructor)) static void say_that_code_ran() {
    const char* path = std::getenv("AZOTH_ZOO_MARKER");
    if (!path) return;
    const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0) return;
    [[maybe_unused]] const ssize_t written = write(file, "x", 1);
    close(file);
}
