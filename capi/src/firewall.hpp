// SPDX-License-Identifier: LGPL-2.1-or-later
// The exception firewall: what runs inside comes out as a status, and the failure stays with its object.
#pragma once

#include "base/result.hpp"

#include <exception>
#include <new>

namespace burnish::capi {

// What a body of C code gave: nothing but success, a success code, or an error.
inline Result<Status> asStatus(Result<void> result) {
    if (!result.ok()) {
        return std::move(result.error());
    }
    return status::S_OK;
}
inline Result<Status> asStatus(Result<Status> result) {
    return result;
}

template <typename Body>
Result<Status> contain(Body &&body) noexcept {
    try {
        return asStatus(body());
    } catch (const std::bad_alloc &) {
        Error error;  // has no text, as text needs memory
        error.status = status::E_OUTOFMEMORY;
        return error;
    } catch (const std::exception &exception) {
        try {
            return Error(status::E_FAIL, "burnish met an error that it did not expect.", exception.what());
        } catch (...) {
            return Error();
        }
    } catch (...) {
        return Error();
    }
}

// For calls whose failure no object remembers.
template <typename Body>
Status guarded(Body &&body) noexcept {
    const Result<Status> result = contain(body);
    return result.ok() ? *result : result.error().status;
}

// For calls on an object that remembers: Memory has `void keep(Error) noexcept`.
template <typename Memory, typename Body>
Status guarded(Memory &memory, Body &&body) noexcept {
    Result<Status> result = contain(body);
    if (result.ok()) {
        return *result;
    }
    const Status status = result.error().status;
    memory.keep(std::move(result.error()));
    return status;
}

}  // namespace burnish::capi
