// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <azoth/driver/row_block.hpp>
#include <azoth/value/value.hpp>

namespace azoth::driver {
namespace {

TEST(RowBlock, OwnsWhatItIsGiven) {
    RowBlock block(3);
    {
        std::string text = "a text that lives shorter than the block";
        const std::vector<std::byte> bytes{std::byte{0}, std::byte{1}, std::byte{0}};
        block.append(ValueView(std::string_view(text)));
        block.append(ValueView(BytesView(bytes)));
        block.append(ValueView(DecimalView{"12.50"}));
        text.assign(text.size(), '?');
    }
    ASSERT_EQ(block.rows(), 1U);
    EXPECT_EQ(block.row(0)[0].chars(), "a text that lives shorter than the block");
    EXPECT_EQ(block.row(0)[1].bytes().size(), 3U);
    EXPECT_EQ(block.row(0)[2].kind(), ValueKind::decimal);
    EXPECT_EQ(block.row(0)[2].chars(), "12.50");
}

TEST(RowBlock, OwnsArraysAndTheirElements) {
    RowBlock block(1);
    constexpr std::size_t rows = 100;  // the owners move while it grows
    for (std::size_t i = 0; i < rows; ++i) {
        std::vector<Value> inner;
        inner.emplace_back("an inner text that is longer than a small string, " +
                           std::to_string(i));
        std::vector<Value> elements;
        elements.emplace_back("an element that is longer than a small string, " +
                              std::to_string(i));
        elements.emplace_back(std::nullopt);
        elements.push_back(Value::array_of(std::move(inner)));
        const Value gone = Value::array_of(std::move(elements));
        block.append(gone.view());
    }
    const RowBlock moved = std::move(block);
    ASSERT_EQ(moved.rows(), rows);
    for (std::size_t i = 0; i < rows; ++i) {
        const auto array = moved.row(i)[0].array();
        ASSERT_EQ(array.size(), 3U);
        EXPECT_EQ(array[0].view().chars(),
                  "an element that is longer than a small string, " + std::to_string(i));
        EXPECT_TRUE(array[1].is_null());
        EXPECT_EQ(array[2].view().array()[0].view().chars(),
                  "an inner text that is longer than a small string, " + std::to_string(i));
    }
}

TEST(RowBlock, KeepsRowsInOrderAcrossChunks) {
    RowBlock block(2);
    constexpr std::int64_t rows = 5000;
    for (std::int64_t i = 0; i < rows; ++i) {
        block.append(ValueView(i));
        block.append(ValueView(std::string_view("row " + std::to_string(i))));
    }
    ASSERT_EQ(block.rows(), static_cast<std::size_t>(rows));
    for (std::int64_t i = 0; i < rows; ++i) {
        const auto row = block.row(static_cast<std::size_t>(i));
        ASSERT_EQ(row[0].int64(), i);
        ASSERT_EQ(row[1].chars(), "row " + std::to_string(i));
    }
}

TEST(RowBlock, TakesTextLargerThanAnyChunk) {
    RowBlock block(1);
    const std::string large(3 << 20, 'x');
    block.append(ValueView(std::string_view("small")));
    block.append(ValueView(std::string_view(large)));
    block.append(ValueView(std::string_view()));
    EXPECT_EQ(block.row(0)[0].chars(), "small");
    EXPECT_EQ(block.row(1)[0].chars(), large);
    EXPECT_TRUE(block.row(2)[0].chars().empty());
    EXPECT_FALSE(block.row(2)[0].is_null());
}

TEST(RowBlock, ClearForgetsRowsAndCanBeFilledAgain) {
    RowBlock block(1);
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 1000; ++i) block.append(ValueView(std::string_view("some text")));
        EXPECT_EQ(block.rows(), 1000U);
        block.clear();
        EXPECT_EQ(block.rows(), 0U);
    }
    block.append(ValueView());
    RowBlock moved = std::move(block);
    EXPECT_EQ(moved.rows(), 1U);
    EXPECT_TRUE(moved.row(0)[0].is_null());
}

}  // namespace
}  // namespace azoth::driver
