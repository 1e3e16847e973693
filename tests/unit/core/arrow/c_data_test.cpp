// SPDX-License-Identifier: MIT
// The structs beside those of another library, which says the same in its own words.
#include <cstddef>
#include <cstdint>

#define ARROW_C_DATA_INTERFACE
extern "C" {
struct ArrowSchema {
    const char *format, *name, *metadata;
    std::int64_t flags, n_children;
    ArrowSchema **children, *dictionary;
    void (*release)(ArrowSchema*);
    void* private_data;
};
struct ArrowArray {
    std::int64_t length, null_count, offset, n_buffers, n_children;
    const void** buffers;
    ArrowArray **children, *dictionary;
    void (*release)(ArrowArray*);
    void* private_data;
};
}

#include <gtest/gtest.h>

#include <azoth/arrow/to_arrow.hpp>

namespace azoth::test {
namespace {

TEST(ArrowCData, OffsetsOfTheSpecification) {
    // On machines with pointers of 64 bits.
    EXPECT_EQ(sizeof(ArrowSchema), 72U);
    EXPECT_EQ(offsetof(ArrowSchema, release), 56U);
    EXPECT_EQ(sizeof(ArrowArray), 80U);
    EXPECT_EQ(offsetof(ArrowArray, buffers), 40U);
    EXPECT_EQ(sizeof(ArrowArrayStream), 40U);
    EXPECT_EQ(offsetof(ArrowArrayStream, release), 24U);
}

}  // namespace
}  // namespace azoth::test
