// SPDX-License-Identifier: MIT
#include <azoth/orm/member.hpp>

#include <gtest/gtest.h>

namespace azoth::detail {
namespace {

struct Base {
    int number = 0;
};
struct Other {
    long padding = 0;
};
struct Derived : Other, Base {
    std::optional<std::string> text;
};
template <class A, class B>
struct Pair {
    int second_of_pair = 0;
};

TEST(Member, NamesAreThoseOfTheProgram) {
    EXPECT_EQ(member_name(member_text<&Base::number>()), "number");
    EXPECT_EQ(member_name(member_text<&Derived::text>()), "text");
    EXPECT_EQ(member_name(member_text<&Derived::number>()), "number");
    EXPECT_EQ((member_name(member_text<&Pair<int, std::string>::second_of_pair>())),
              "second_of_pair");
    // As clang writes it.
    EXPECT_EQ(member_name("std::string_view member_text() [M = &Pair<int, a::b>::name]"), "name");
}

TEST(Member, InheritedOnesAreFoundAtTheirPlace) {
    Derived object;
    EXPECT_EQ((locate<&Derived::number, Derived>(&object)), &object.number);
    EXPECT_EQ((locate<&Derived::text, Derived>(&object)), &object.text);
}

TEST(Member, ValuesAreBorrowed) {
    Value scratch;
    const std::optional<std::string> text = "long enough to need memory of its own";
    const MemberOps& ops = member_ops<std::optional<std::string>>;
    EXPECT_TRUE(ops.nullable);
    const ValueView view = ops.view(&text, scratch);
    EXPECT_EQ(view.chars().data(), text->data());
    std::optional<std::string> copy;
    ops.assign(&copy, view);
    EXPECT_EQ(copy, text);
    ops.assign(&copy, ValueView{});
    EXPECT_EQ(copy, std::nullopt);
}

TEST(Member, ValuesAreHeldAsTheirTypeHoldsThem) {
    EXPECT_EQ(member_ops<std::uint64_t>.as_held(ValueView(5)).view().kind(), ValueKind::uint64);
    EXPECT_EQ(member_ops<std::int16_t>.as_held(ValueView(5)).view().kind(), ValueKind::int64);
    EXPECT_THROW((void)member_ops<std::int16_t>.as_held(ValueView(70'000)), ConversionError);
}

TEST(Member, StructsAreMadeWhereTheyAreTold) {
    alignas(Derived) std::byte memory[sizeof(Derived)];
    const StructOps& ops = struct_ops<Derived>;
    Derived from;
    from.text = "moved";
    ops.move_construct(memory, &from);
    EXPECT_EQ(reinterpret_cast<Derived*>(memory)->text, "moved");
    ops.destroy(memory);
    EXPECT_EQ(ops.type, typeid(Derived));
}

}  // namespace
}  // namespace azoth::detail
