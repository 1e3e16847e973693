// SPDX-License-Identifier: MIT
#include <azoth/orm/related.hpp>

#include <string>

#include <gtest/gtest.h>

#include <azoth/error/error.hpp>

/// Handles of structs that no session has.
namespace azoth {
namespace {

struct Child;
struct Parent {
    std::string name{};
    Many<Child> children{};
};
struct Child {
    std::string name{};
    One<Parent> parent{};
};

template <class Work>
std::string code_of(const Work& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "no error";
}

TEST(Related, IsEmptyInANewStruct) {
    const Parent parent;
    EXPECT_EQ(sizeof(parent.children), sizeof(void*));
    EXPECT_TRUE(parent.children.empty());
    EXPECT_TRUE(parent.children.is_loaded());
    const Child child;
    EXPECT_FALSE(child.parent);
    EXPECT_EQ(child.parent.get(), nullptr);
    EXPECT_EQ(code_of([&] { (void)child.parent->name; }), "no_related_object");
}

TEST(Related, OwnsWhatIsAdded) {
    Parent parent{.name = "p"};
    Child& first = parent.children.add(Child{.name = "first"});
    parent.children.add(Child{.name = "second"});
    first.name += "!";
    ASSERT_EQ(parent.children.size(), 2U);
    std::string names;
    for (const std::shared_ptr<Child>& child : parent.children) names += child->name + " ";
    EXPECT_EQ(names, "first! second ");
    const std::shared_ptr<Child> kept = parent.children[1];
    parent.children.remove(parent.children[0]);
    EXPECT_EQ(parent.children[0], kept);
    parent = Parent{};
    EXPECT_TRUE(parent.children.empty());
    EXPECT_EQ(kept->name, "second");
    EXPECT_EQ(code_of([&] { (void)parent.children[0]; }), "no_related_object");
}

TEST(Related, MovesAndCopiesWithItsStruct) {
    Parent parent;
    parent.children.add(Child{.name = "c"});
    Parent copy = parent;
    Parent moved = std::move(parent);
    EXPECT_EQ(moved.children[0], copy.children[0]);
    copy = moved;
    copy.children.clear();
    EXPECT_EQ(moved.children.size(), 1U);
}

TEST(Related, TakesNoObjectFromOutside) {
    Parent parent;
    EXPECT_EQ(code_of([&] { parent.children.add(std::make_shared<Child>()); }), "not_in_session");
    EXPECT_EQ(code_of([&] { parent.children.add(std::shared_ptr<Child>()); }), "null_pointer");
    Child child;
    EXPECT_EQ(code_of([&] { child.parent = std::make_shared<Parent>(); }), "not_in_session");
    child.parent.set(Parent{.name = "p"});
    EXPECT_EQ(child.parent->name, "p");
    child.parent = nullptr;
    EXPECT_FALSE(child.parent);
}

}  // namespace
}  // namespace azoth
