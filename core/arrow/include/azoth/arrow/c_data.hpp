// SPDX-License-Identifier: MIT
#pragma once

#include <stdint.h>

/// The structs of the Arrow C data interface and the Arrow C stream interface: the binary contract
/// by which columns go from one library to another within a process. Names, members and guards are
/// the specification's (https://arrow.apache.org/docs/format/CDataInterface.html), so that this
/// header and any other that has them can be included side by side, in either order.
///
/// Who gives a struct away fills it; who receives it calls `release` once, unless it was moved:
/// copied bit by bit elsewhere and its own `release` set to null. A struct whose `release` is null
/// holds nothing.

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1  // a dictionary's values are in a meaningful order
#define ARROW_FLAG_NULLABLE 2            // there may be NULLs
#define ARROW_FLAG_MAP_KEYS_SORTED 4     // a map's keys are sorted

// What an array holds: a type, and as the child of another one a name.
struct ArrowSchema {
    const char* format;    // the type's spelling, such as "l" for int64
    const char* name;      // may be empty, or null
    const char* metadata;  // counted pairs of key and value, or null
    int64_t flags;         // ARROW_FLAG_… combined
    int64_t n_children;
    struct ArrowSchema** children;
    struct ArrowSchema* dictionary;  // null unless values are indices of one

    void (*release)(struct ArrowSchema*);
    void* private_data;  // the giver's own
};

// Values in columnar form; a record batch is an array of structs, its columns the children.
struct ArrowArray {
    int64_t length;      // in values
    int64_t null_count;  // -1: nobody has counted
    int64_t offset;      // values to skip at the begin of each buffer
    int64_t n_buffers;
    int64_t n_children;
    const void** buffers;  // as many and in the order that the type asks for
    struct ArrowArray** children;
    struct ArrowArray* dictionary;

    void (*release)(struct ArrowArray*);
    void* private_data;
};

#endif  // ARROW_C_DATA_INTERFACE

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

// Arrays of one type, made as they are asked for. One thread at a time.
struct ArrowArrayStream {
    // Both return 0, or an errno; then get_last_error() says more. The end is an array that holds
    // nothing. What they give lives on without the stream.
    int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
    int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
    // Valid until the next call of the stream; null where nothing is known.
    const char* (*get_last_error)(struct ArrowArrayStream*);

    void (*release)(struct ArrowArrayStream*);
    void* private_data;
};

#endif  // ARROW_C_STREAM_INTERFACE

#ifdef __cplusplus
}
#endif
