// SPDX-License-Identifier: MIT
// Compiles to nothing: its target owns the precompiled gtest headers that all tests share.
