// SPDX-License-Identifier: MIT
#include "fault_vfs.hpp"

#include <cstdlib>

#include <sqlite3.h>

namespace azoth_test {

namespace {

struct State {
    bool armed = false;
    std::uint64_t nth = 0;
    std::uint64_t seen = 0;
    Failure failure = Failure::once;
    std::string first;
};

State state;
sqlite3_vfs* real = nullptr;

/// Whether this request fails.
bool fails(Io io, const char* name) {
    if (!state.armed) return false;
    if (state.failure == Failure::disk_full && io != Io::write) return false;
    if (state.failure == Failure::silently && io != Io::remove && io != Io::sync) return false;
    const std::uint64_t number = ++state.seen;
    if (state.nth == 0 || number < state.nth) return false;
    const bool lasts = state.failure == Failure::for_good || state.failure == Failure::disk_full;
    if (number > state.nth && !lasts) return false;
    if (state.first.empty()) {
        state.first = std::string(io_name(io)) + " of " + (name == nullptr ? "a file" : name);
    }
    return true;
}

struct File {
    sqlite3_file base;
    const char* name;
    sqlite3_file* inner;
};

File& of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}
sqlite3_file* inner(sqlite3_file* file) {
    return of(file).inner;
}
const sqlite3_io_methods& methods(sqlite3_file* file) {
    return *inner(file)->pMethods;
}

int close_file(sqlite3_file* file) {
    const int result = methods(file).xClose(inner(file));
    std::free(inner(file));
    return result;
}
int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 at) {
    if (fails(Io::read, of(file).name)) return SQLITE_IOERR_READ;
    return methods(file).xRead(inner(file), to, size, at);
}
int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    if (fails(Io::write, of(file).name)) {
        if (state.failure == Failure::disk_full) return SQLITE_FULL;
        // A disk that fails in the middle leaves half of it there.
        (void)methods(file).xWrite(inner(file), from, size / 2, at);
        return SQLITE_IOERR_WRITE;
    }
    return methods(file).xWrite(inner(file), from, size, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    if (fails(Io::truncate, of(file).name)) return SQLITE_IOERR_TRUNCATE;
    return methods(file).xTruncate(inner(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
    if (fails(Io::sync, of(file).name)) {
        if (state.failure == Failure::silently) (void)methods(file).xSync(inner(file), flags);
        return SQLITE_IOERR_FSYNC;
    }
    return methods(file).xSync(inner(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return methods(file).xFileSize(inner(file), size);
}
int lock_file(sqlite3_file* file, int level) {
    if (fails(Io::lock, of(file).name)) return SQLITE_IOERR_LOCK;
    return methods(file).xLock(inner(file), level);
}
int unlock_file(sqlite3_file* file, int level) {
    return methods(file).xUnlock(inner(file), level);
}
int check_lock(sqlite3_file* file, int* result) {
    if (fails(Io::lock, of(file).name)) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    return methods(file).xCheckReservedLock(inner(file), result);
}
int file_control(sqlite3_file* file, int op, void* argument) {
    return methods(file).xFileControl(inner(file), op, argument);
}
int sector_size(sqlite3_file* file) {
    return methods(file).xSectorSize(inner(file));
}
int characteristics(sqlite3_file* file) {
    return methods(file).xDeviceCharacteristics(inner(file));
}
int map_shared(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    if (fails(Io::map, of(file).name)) return SQLITE_IOERR_SHMMAP;
    return methods(file).xShmMap(inner(file), page, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    if ((flags & SQLITE_SHM_LOCK) != 0 && fails(Io::lock, of(file).name)) {
        return SQLITE_IOERR_SHMLOCK;
    }
    return methods(file).xShmLock(inner(file), offset, count, flags);
}
void shared_barrier(sqlite3_file* file) {
    methods(file).xShmBarrier(inner(file));
}
int unmap_shared(sqlite3_file* file, int remove) {
    return methods(file).xShmUnmap(inner(file), remove);
}

const sqlite3_io_methods file_methods{2,
                                      close_file,
                                      read_file,
                                      write_file,
                                      truncate_file,
                                      sync_file,
                                      file_size,
                                      lock_file,
                                      unlock_file,
                                      check_lock,
                                      file_control,
                                      sector_size,
                                      characteristics,
                                      map_shared,
                                      lock_shared,
                                      shared_barrier,
                                      unmap_shared,
                                      nullptr,
                                      nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    file->pMethods = nullptr;
    if (fails(Io::open, name)) return SQLITE_CANTOPEN;
    auto* const opened =
        static_cast<sqlite3_file*>(std::calloc(1, static_cast<std::size_t>(real->szOsFile)));
    if (opened == nullptr) return SQLITE_NOMEM;
    const int result = real->xOpen(real, name, opened, flags, out_flags);
    if (opened->pMethods == nullptr) {
        std::free(opened);
        return result;
    }
    of(file).name = name;
    of(file).inner = opened;
    file->pMethods = &file_methods;
    return result;
}
int remove_file(sqlite3_vfs*, const char* name, int sync_directory) {
    if (fails(Io::remove, name)) {
        if (state.failure != Failure::silently) return SQLITE_IOERR_DELETE;
        (void)real->xDelete(real, name, sync_directory);
        return SQLITE_IOERR_DIR_FSYNC;
    }
    return real->xDelete(real, name, sync_directory);
}
int access_file(sqlite3_vfs*, const char* name, int flags, int* result) {
    if (fails(Io::access, name)) return SQLITE_IOERR_ACCESS;
    return real->xAccess(real, name, flags, result);
}
int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    return real->xFullPathname(real, name, size, out);
}

}  // namespace

std::string_view io_name(Io io) noexcept {
    constexpr std::string_view names[] = {"open", "read",   "write",  "truncate", "sync",
                                          "lock", "remove", "access", "map"};
    return names[static_cast<std::size_t>(io)];
}

std::string_view failure_name(Failure failure) noexcept {
    constexpr std::string_view names[] = {"once", "for_good", "disk_full", "silently"};
    return names[static_cast<std::size_t>(failure)];
}

void register_fault_vfs() {
    static sqlite3_vfs vfs;
    if (real != nullptr) return;
    real = sqlite3_vfs_find(nullptr);
    vfs = *real;
    vfs.zName = fault_vfs;
    vfs.szOsFile = sizeof(File);
    vfs.pNext = nullptr;
    vfs.xOpen = open_file;
    vfs.xDelete = remove_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_path;
    sqlite3_vfs_register(&vfs, 0);
}

void arm_faults(std::uint64_t nth, Failure failure) {
    state = {true, nth, 0, failure, {}};
}

std::uint64_t disarm_faults() {
    state.armed = false;
    return state.seen;
}

const std::string& first_fault() noexcept {
    return state.first;
}

}  // namespace azoth_test
