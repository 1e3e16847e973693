// SPDX-License-Identifier: MIT
// Looks into every block of memory as it is freed. The password is written percent-encoded, so the
// decoded marker can only come from the library's own copies.
#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>
#include <azoth/urls/connect_args.hpp>
#include <azoth/urls/odbc_string.hpp>
#include <azoth/urls/url.hpp>

namespace {

constexpr std::string_view marker = "correct-horse-battery-staple";
constexpr std::string_view encoded = "%63orrect-horse-battery-stapl%65";

std::atomic<bool> watching{false};
std::atomic<int> leaks{0};

void release(void* block) noexcept {
    if (block != nullptr && watching) {
        const std::string_view bytes(static_cast<const char*>(block), malloc_usable_size(block));
        if (bytes.find(marker) != bytes.npos) ++leaks;
    }
    std::free(block);
}

void* obtain(std::size_t size) {
    if (void* block = std::malloc(size)) return block;
    throw std::bad_alloc();
}

/// How many freed blocks held the marker while `action` ran.
template <class Action>
int leaks_of(Action action) {
    leaks = 0;
    watching = true;
    action();
    watching = false;
    return leaks;
}

}  // namespace

void* operator new(std::size_t size) {
    return obtain(size);
}
void* operator new[](std::size_t size) {
    return obtain(size);
}
void operator delete(void* block) noexcept {
    release(block);
}
void operator delete[](void* block) noexcept {
    release(block);
}
void operator delete(void* block, std::size_t) noexcept {
    release(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    release(block);
}

namespace azoth {
namespace {

// Long enough that a buffer which grows would be given back while it holds the whole marker.
const std::string text = "postgresql://ada:" + std::string(encoded) + std::string(200, 'x') +
                         "@h/" + std::string(300, 'd');

TEST(SecretWipe, the_watch_sees_what_is_not_wiped) {
    EXPECT_EQ(leaks_of([] { (void)std::make_unique<std::string>(marker); }), 1);
}

TEST(SecretWipe, secrets_leave_nothing) {
    const Secret source = marker;
    EXPECT_EQ(leaks_of([&] {
                  Secret copy = source;
                  Secret moved = std::move(copy);
                  copy = moved;
                  moved = Secret("x");
                  moved = std::move(copy);
                  std::optional<Secret> held = moved;
                  held.reset();
                  std::string wiped(marker);
                  wipe(wiped);
              }),
              0);
}

TEST(SecretWipe, urls_leave_nothing) {
    EXPECT_EQ(leaks_of([] {
                  const Url url(text);
                  (void)url.with_user("eve").with_password(std::nullopt);
                  (void)url.with_query({{"a", "b"}}).to_string();
                  (void)translate_connect_args(url);
                  (void)make_odbc_string(url);
                  (void)Url::try_parse(text + "%");
                  (void)Url::try_parse("postgresql://ada:" + std::string(encoded) + "%00@h");
                  std::string shown = url.render(Reveal::secrets);
                  wipe(shown);
              }),
              0);
}

}  // namespace
}  // namespace azoth
