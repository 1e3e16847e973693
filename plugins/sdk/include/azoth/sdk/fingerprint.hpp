// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>  // brings the standard library's own configuration macros

#include <azoth/error/export.hpp>

/// The layout generation of the plugin interface: raised by one with every change to the layout of
/// a class or record that a plugin sees. Host and plugin must agree on it exactly.
#define AZOTH_SPI_EPOCH 13

// What else decides whether two binaries see the same objects in memory. Each word becomes a part
// of one symbol name, so it consists of letters and digits only. The compiler, NDEBUG and the
// optimisation level are absent on purpose: they do not change layouts, and plugins of one
// compiler serve hosts of another.

#if defined(_LIBCPP_VERSION)
#define AZOTH_FINGERPRINT_LIBRARY libcxx
#else
#define AZOTH_FINGERPRINT_LIBRARY libstdcxx
#endif

#if defined(_GLIBCXX_USE_CXX11_ABI) && !_GLIBCXX_USE_CXX11_ABI
#define AZOTH_FINGERPRINT_STRINGS cowstrings
#else
#define AZOTH_FINGERPRINT_STRINGS cxx11
#endif

#if defined(_GLIBCXX_DEBUG)
#define AZOTH_FINGERPRINT_CONTAINERS debug
#else
#define AZOTH_FINGERPRINT_CONTAINERS plain
#endif

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define AZOTH_FINGERPRINT_ASAN asan
#endif
#if __has_feature(thread_sanitizer)
#define AZOTH_FINGERPRINT_TSAN tsan
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define AZOTH_FINGERPRINT_ASAN asan
#endif
#if defined(__SANITIZE_THREAD__)
#define AZOTH_FINGERPRINT_TSAN tsan
#endif
#if !defined(AZOTH_FINGERPRINT_ASAN)
#define AZOTH_FINGERPRINT_ASAN noasan
#endif
#if !defined(AZOTH_FINGERPRINT_TSAN)
#define AZOTH_FINGERPRINT_TSAN notsan
#endif

#if __SIZEOF_POINTER__ == 8
#define AZOTH_FINGERPRINT_POINTER 64bit
#else
#define AZOTH_FINGERPRINT_POINTER 32bit
#endif

#define AZOTH_FINGERPRINT_JOIN_(a, b, c, d, e, f, g, h) a##b##_##c##_##d##_##e##_##f##_##g##_##h
#define AZOTH_FINGERPRINT_JOIN(...) AZOTH_FINGERPRINT_JOIN_(__VA_ARGS__)

/// `prefix` followed by the fingerprint of the translation unit that says it, one identifier:
/// `azoth_abi_1_libstdcxx_cxx11_plain_noasan_notsan_64bit`.
#define AZOTH_FINGERPRINT_SYMBOL(prefix)                                            \
    AZOTH_FINGERPRINT_JOIN(prefix, AZOTH_SPI_EPOCH, AZOTH_FINGERPRINT_LIBRARY,      \
                           AZOTH_FINGERPRINT_STRINGS, AZOTH_FINGERPRINT_CONTAINERS, \
                           AZOTH_FINGERPRINT_ASAN, AZOTH_FINGERPRINT_TSAN,          \
                           AZOTH_FINGERPRINT_POINTER)

#define AZOTH_FINGERPRINT_QUOTE_(...) #__VA_ARGS__
#define AZOTH_FINGERPRINT_QUOTE(...) AZOTH_FINGERPRINT_QUOTE_(__VA_ARGS__)

/// The fingerprint as a string literal, without a prefix.
#define AZOTH_FINGERPRINT_TEXT AZOTH_FINGERPRINT_QUOTE(AZOTH_FINGERPRINT_SYMBOL())

/// The core's own symbol of this name. Every plugin refers to it, so that the dynamic linker
/// refuses a plugin of another fingerprint even where nobody looked at the file first.
#define AZOTH_CORE_SYMBOL AZOTH_FINGERPRINT_SYMBOL(azoth_abi_)

extern "C" AZOTH_EXPORT const char AZOTH_CORE_SYMBOL;
