// SPDX-License-Identifier: MIT
#pragma once

/// Marks: empty symbols whose *names* are the information. They live in an ELF section of their
/// own, so that a host can list what a file claims to be without mapping it, let alone running it.
///
///     azoth_fingerprint_…      what the file was compiled against (fingerprint.hpp)
///     azoth_dialect_NAME       it holds this dialect …
///     azoth_scheme_NAME        … which URLs call so, one mark per scheme and alias
///     azoth_driver_NAME        it holds this driver …
///     azoth_serves_NAME        … which can serve this dialect, one mark per dialect
#define AZOTH_MARK_SECTION "azoth_plugin"

#define AZOTH_MARK_CAT_(a, b) a##b
#define AZOTH_MARK_CAT(a, b) AZOTH_MARK_CAT_(a, b)

#define AZOTH_MARK(prefix, name) AZOTH_MARK_DEFINE(AZOTH_MARK_CAT(prefix, name))
#define AZOTH_MARK_DEFINE(symbol)                                                                 \
    extern "C" {                                                                                  \
    extern __attribute__((section(AZOTH_MARK_SECTION), visibility("default"))) const char symbol; \
    __attribute__((used)) const char symbol = 1;                                                  \
    }

// AZOTH_FOR_EACH(macro, a, b, …) is macro(a) macro(b) …, for up to 25 items.
#define AZOTH_FOR_EACH(macro, ...) \
    __VA_OPT__(AZOTH_FOR_EACH_SCAN(AZOTH_FOR_EACH_STEP(macro, __VA_ARGS__)))
#define AZOTH_FOR_EACH_STEP(macro, item, ...) \
    macro(item) __VA_OPT__(AZOTH_FOR_EACH_AGAIN AZOTH_FOR_EACH_NO_ARGUMENTS(macro, __VA_ARGS__))
#define AZOTH_FOR_EACH_NO_ARGUMENTS ()
#define AZOTH_FOR_EACH_AGAIN() AZOTH_FOR_EACH_STEP
#define AZOTH_FOR_EACH_SCAN(...) \
    AZOTH_FOR_EACH_SCAN3(AZOTH_FOR_EACH_SCAN3(AZOTH_FOR_EACH_SCAN3(__VA_ARGS__)))
#define AZOTH_FOR_EACH_SCAN3(...) \
    AZOTH_FOR_EACH_SCAN2(AZOTH_FOR_EACH_SCAN2(AZOTH_FOR_EACH_SCAN2(__VA_ARGS__)))
#define AZOTH_FOR_EACH_SCAN2(...) \
    AZOTH_FOR_EACH_SCAN1(AZOTH_FOR_EACH_SCAN1(AZOTH_FOR_EACH_SCAN1(__VA_ARGS__)))
#define AZOTH_FOR_EACH_SCAN1(...) __VA_ARGS__
