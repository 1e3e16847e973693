// SPDX-License-Identifier: MIT
#pragma once

namespace azoth::runtime {

/// The one process-wide lock under which plugins are mapped and their factories run, so that a
/// first load happens once however many threads ask for it.
///
/// A plugin that calls back into a registry from inside its factory would wait for itself. It gets
/// `PluginError` (`plugin_init_failed`) instead, and so does whoever asked for the plugin, even if
/// the factory swallows the error: see called_back().
class LoadingLock {
public:
    LoadingLock();
    LoadingLock(const LoadingLock&) = delete;
    LoadingLock& operator=(const LoadingLock&) = delete;
    ~LoadingLock();

    /// True once a plugin has called back into a registry under this lock.
    [[nodiscard]] bool called_back() const noexcept;

    /// Throws if this thread holds the lock, that is, if a plugin calls. Every public member of the
    /// registry begins with it, so that the answer does not depend on what is loaded already.
    static void refuse_callback();
};

}  // namespace azoth::runtime
