// SPDX-License-Identifier: MIT
// A list inside a node: what it holds, and that every node in it is held exactly as often as it
// stands there.
#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <azoth/sql/node_list.hpp>
#include <azoth/sql/scalar.hpp>

namespace azoth_test {

namespace {

using azoth::sql::NodeList;
using azoth::sql::NodePtr;

NodePtr word(const std::string& text) {
    return azoth::sql::make<azoth::sql::TextFragment>(text);
}

std::string words(const NodeList& list) {
    std::string all;
    for (const NodePtr& node : list) all += azoth::sql::cast<azoth::sql::TextFragment>(*node).sql;
    return all;
}

NodeList letters(std::size_t count) {
    NodeList list;
    for (std::size_t i = 0; i < count; ++i) {
        list.push_back(word(std::string(1, static_cast<char>('a' + i))));
    }
    return list;
}

}  // namespace

TEST(NodeList, IsOnePointerWideAndBeginsEmpty) {
    static_assert(sizeof(NodeList) == sizeof(void*));
    const NodeList none;
    EXPECT_TRUE(none.empty());
    EXPECT_EQ(none.size(), 0U);
    EXPECT_EQ(none.begin(), none.end());
    EXPECT_EQ(words(NodeList(none)), "");
}

TEST(NodeList, KeepsTheOrderWhileItGrows) {
    for (const std::size_t count : {1U, 2U, 3U, 4U, 7U, 8U, 26U}) {
        EXPECT_EQ(words(letters(count)),
                  std::string("abcdefghijklmnopqrstuvwxyz").substr(0, count));
    }
}

TEST(NodeList, IsMadeOfListsRangesAndJustThese) {
    const NodePtr a = word("a");
    const NodePtr b = word("b");
    EXPECT_EQ(words({a, b, a}), "aba");
    EXPECT_EQ(words(NodeList::of(b, a)), "ba");
    EXPECT_TRUE(NodeList::of().empty());
    std::vector<NodePtr> nodes{a, b};
    EXPECT_EQ(words(NodeList(nodes.begin(), nodes.end())), "ab");
    EXPECT_TRUE(NodeList(nodes.begin(), nodes.begin()).empty());
    const NodeList moved(std::make_move_iterator(nodes.begin()),
                         std::make_move_iterator(nodes.end()));
    EXPECT_EQ(words(moved), "ab");
    EXPECT_FALSE(nodes.front());
}

TEST(NodeList, CopiesShareNodesAndNothingElse) {
    const NodeList first = letters(3);
    NodeList second = first;
    second[1] = word("x");
    second.push_back(word("y"));
    EXPECT_EQ(words(first), "abc");
    EXPECT_EQ(words(second), "axcy");
    EXPECT_EQ(second.front(), first.front());
    second = first;
    EXPECT_EQ(words(second), "abc");
    second.clear();
    EXPECT_TRUE(second.empty());
    EXPECT_EQ(words(first), "abc");
}

TEST(NodeList, AMovedListIsEmpty) {
    NodeList first = letters(2);
    NodeList second = std::move(first);
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): that is the promise
    first.push_back(word("z"));
    EXPECT_EQ(words(second), "ab");
    EXPECT_EQ(words(first), "z");
}

TEST(NodeList, ChangesAtItsEndAndInside) {
    NodeList list = letters(4);
    const NodeList more = letters(2);
    list.append(more.begin(), more.end());
    EXPECT_EQ(words(list), "abcdab");
    list.erase(list.begin() + 1);
    list.erase(list.end() - 1);
    EXPECT_EQ(words(list), "acda");
    list.pop_back();
    EXPECT_EQ(words(list), "acd");
    EXPECT_EQ(words({list.back(), list.front()}), "da");
    while (!list.empty()) list.pop_back();
    list.push_back(word("e"));
    EXPECT_EQ(words(list), "e");
}

TEST(NodeList, MayBeGivenANodeOfItsOwn) {
    NodeList list = letters(3);
    for (int i = 0; i < 20; ++i) list.push_back(list.front());
    EXPECT_EQ(words(list), "abc" + std::string(20, 'a'));
}

TEST(NodeList, HoldsItsNodesAndLetsThemGo) {
    const NodePtr node = word("a");
    {
        NodeList list{node, node};
        const NodeList copy = list;
        list.reserve(100);
        EXPECT_FALSE(node->unique());
        list.pop_back();
        list.erase(list.begin());
        EXPECT_TRUE(list.empty());
        EXPECT_FALSE(node->unique());  // the copy's
    }
    EXPECT_TRUE(node->unique());
}

}  // namespace azoth_test
