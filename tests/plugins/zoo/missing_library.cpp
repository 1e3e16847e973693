// SPDX-License-Identifier: MIT
extern "C" __attribute__((visibility("default"))) void zoo_from_missing_library() {}
