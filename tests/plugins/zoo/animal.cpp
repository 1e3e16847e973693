// SPDX-License-Identifier: MIT
// The ill-behaved plugins, one per definition ZOO_…; tests/plugins/CMakeLists.txt lists them. Only
// light headers, since this file is compiled many times.
#include <azoth/sdk/fingerprint.hpp>

#if defined(ZOO_EPOCH)
#undef AZOTH_SPI_EPOCH
#define AZOTH_SPI_EPOCH 999
extern "C" const char AZOTH_CORE_SYMBOL;
#endif

#include <stdexcept>

#include <azoth/sdk/plugin.hpp>

#include "marker.hpp"

using azoth::Dialect;
using azoth::sdk::ErrorSink;
using azoth::sdk::PluginDescriptor;

#if defined(ZOO_CALLS_BACK) || defined(ZOO_SWALLOWS) || defined(ZOO_STATIC_CALLS_BACK)
#include <azoth/plugins/dialect_registry.hpp>
static void call_back() {
    (void)azoth::DialectRegistry::instance().schemes();
}
#endif

// ── factories ───────────────────────────────────────────────────────────────────────────────────
extern "C" Dialect* zoo_make_tame();

struct Thrower {
    Thrower() {
#if defined(ZOO_THROWS)
        throw std::runtime_error("the cage is locked");
#elif defined(ZOO_THROWS_ERROR)
        throw azoth::OperationalError("cage_locked", "the cage is locked");
#elif defined(ZOO_THROWS_NUMBER)
        throw 42;
#elif defined(ZOO_CALLS_BACK)
        call_back();
#endif
    }
};

#if defined(ZOO_THROWS) || defined(ZOO_THROWS_ERROR) || defined(ZOO_THROWS_NUMBER) || \
    defined(ZOO_CALLS_BACK)
static Dialect* make(ErrorSink* sink) noexcept {
    delete azoth::sdk::make_guarded<Thrower, Thrower>(sink);
    return nullptr;
}
#elif defined(ZOO_THROWS_PAST)
static Dialect* throw_past(ErrorSink*) {
    throw std::runtime_error("past the guard");
}
static const auto make = reinterpret_cast<azoth::sdk::DialectFactory>(&throw_past);
#elif defined(ZOO_SWALLOWS)
static Dialect* make(ErrorSink*) noexcept {
    try {
        call_back();
    } catch (const azoth::PluginError&) {
    }
    return zoo_make_tame();
}
#elif defined(ZOO_LONG_REASON)
static Dialect* make(ErrorSink* sink) noexcept {
    for (char& c : sink->code) c = 'c';  // not even terminated
    for (char& c : sink->message) c = 'm';
    return nullptr;
}
#else
static Dialect* make(ErrorSink*) noexcept {
    return nullptr;
}
#endif

#if defined(ZOO_STATIC_CALLS_BACK)
__attribute__((constructor)) static void call_back_at_once() {
    try {
        call_back();
    } catch (const azoth::PluginError&) {
    }
}
#endif

#if defined(ZOO_UNRESOLVED)
extern "C" void zoo_nobody_defines_this();
extern "C" __attribute__((visibility("default"), used)) void zoo_use() {
    zoo_nobody_defines_this();
}
#endif
#if defined(ZOO_MISSING_LIBRARY)
extern "C" void zoo_from_missing_library();
extern "C" __attribute__((visibility("default"), used)) void zoo_use() {
    zoo_from_missing_library();
}
#endif

// ── descriptor ──────────────────────────────────────────────────────────────────────────────────
#if defined(ZOO_CORE_SYMBOL)
// What a plugin of another fingerprint would refer to, behind marks that lie.
extern "C" const char azoth_abi_999_libstdcxx_cxx11_plain_noasan_notsan_64bit;
#define ZOO_CORE &azoth_abi_999_libstdcxx_cxx11_plain_noasan_notsan_64bit
#elif defined(ZOO_EPOCH) || defined(ZOO_FOREIGN_ABI)
#define ZOO_CORE nullptr  // or else the linker would refuse to build this one
#else
#define ZOO_CORE &AZOTH_CORE_SYMBOL
#endif

#if !defined(ZOO_NO_FINGERPRINT)
AZOTH_MARK(azoth_fingerprint_, AZOTH_FINGERPRINT_SYMBOL())
#endif
#if !defined(ZOO_NO_OFFER)
AZOTH_MARK(azoth_dialect_, AZOTH_PLUGIN_NAME)
AZOTH_FOR_EACH(AZOTH_PLUGIN_SCHEME_MARK, AZOTH_PLUGIN_SCHEMES)
#endif

#if defined(ZOO_OTHER_NAMES)
static const char* const schemes[] = {"somebody_else", nullptr};
#else
static const char* const schemes[] = {
    AZOTH_FOR_EACH(AZOTH_PLUGIN_LIST_ITEM, AZOTH_PLUGIN_SCHEMES) nullptr};
#endif

#if defined(ZOO_MAGIC)
constexpr std::uint64_t magic = 0x0123456789abcdef;
#else
constexpr std::uint64_t magic = azoth::sdk::plugin_magic;
#endif
#if defined(ZOO_SIZE)
constexpr std::uint32_t size = sizeof(PluginDescriptor) + 8;
#else
constexpr std::uint32_t size = sizeof(PluginDescriptor);
#endif
#if defined(ZOO_EPOCH_NUMBER)
constexpr std::uint32_t epoch = AZOTH_SPI_EPOCH + 1;
#else
constexpr std::uint32_t epoch = AZOTH_SPI_EPOCH;
#endif
#if defined(ZOO_FINGERPRINT_TEXT)
constexpr const char* fingerprint = "1_other";
#else
constexpr const char* fingerprint = AZOTH_FINGERPRINT_TEXT;
#endif

extern "C" {
#if defined(ZOO_NO_DESCRIPTOR)
__attribute__((visibility("default"))) int zoo_just_a_library() {
    return magic + size + epoch > 0;
}
#elif defined(ZOO_FUNCTION)
__attribute__((visibility("default"))) const PluginDescriptor* azoth_plugin_descriptor() {
    return nullptr;
}
#elif defined(ZOO_SHORT)
extern __attribute__((visibility("default"))) const std::uint64_t azoth_plugin_descriptor;
const std::uint64_t azoth_plugin_descriptor = magic;
#else
extern __attribute__((visibility("default"))) const PluginDescriptor azoth_plugin_descriptor;
const PluginDescriptor azoth_plugin_descriptor = {
    magic,   size,    epoch,   fingerprint, AZOTH_FINGERPRINT_QUOTE(AZOTH_PLUGIN_NAME),
    "1.0",   "MIT",   schemes, nullptr,     make,
    nullptr, ZOO_CORE};
#endif
}
