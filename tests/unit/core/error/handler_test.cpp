// SPDX-License-Identifier: MIT
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include <azoth/error/handler.hpp>

namespace azoth {
namespace {

int heard = 0;
void hear(std::string_view text) {
    heard += static_cast<int>(text.size());
}

struct Event {
    int calls = 0;
};

TEST(Handler, IsEmptyUntilItHasAFunction) {
    const Handler<std::string_view> none;
    EXPECT_FALSE(none);
    const Handler<std::string_view> of_empty{std::function<void(std::string_view)>{}};
    EXPECT_FALSE(of_empty);
    void (*no_function)(std::string_view) = nullptr;
    EXPECT_FALSE(Handler<std::string_view>(no_function));
}

TEST(Handler, TakesWhatCanBeCalled) {
    const Handler<std::string_view> function = hear;
    const Handler<std::string_view> pointer = &hear;
    const Handler<std::string_view> wrapped = std::function<void(std::string_view)>(hear);
    heard = 0;
    for (const auto& handler : {function, pointer, wrapped}) handler("four");
    EXPECT_EQ(heard, 12);
    const Handler<std::string_view> gives_something = [](std::string_view text) { return text; };
    gives_something("and nobody takes it");
}

TEST(Handler, PassesTheEventItself) {
    const Handler<Event&> count = [](Event& event) { ++event.calls; };
    Event event;
    count(event);
    count(event);
    EXPECT_EQ(event.calls, 2);
}

TEST(Handler, CopiesShareWhatWasCaptured) {
    auto resource = std::make_shared<int>(0);
    {
        const Handler<int> first = [resource, own = 0](int by) mutable { *resource = own += by; };
        Handler<int> second = first;
        first(1);
        second(10);
        EXPECT_EQ(*resource, 11);
        second = {};
        first(1);
        EXPECT_EQ(*resource, 12);
    }
    EXPECT_EQ(resource.use_count(), 1);
}

}  // namespace
}  // namespace azoth
