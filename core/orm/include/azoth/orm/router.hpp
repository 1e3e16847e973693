// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include <azoth/engine/engine.hpp>

namespace azoth {

/// A primary database and its replicas, for a session. Plain reads go to the readers, each session
/// to one of them, in turn; DML, locking reads, raw text and DDL go to the writer. From a session's
/// first write to the end of its transaction reads follow to the writer, and see what was written.
/// A reader's transaction is read-only. Thread-safe, as its engines are.
struct ReadWriteRouter {
    Engine writer;
    std::vector<Engine> readers;  ///< none: all goes to the writer
    /// Reads stay with the writer after its transaction too: replicas lag behind.
    bool sticky = false;
};

}  // namespace azoth
