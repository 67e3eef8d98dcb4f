// SPDX-License-Identifier: GPL-3.0-or-later
// Errors across the edge between the two libraries.
#include "public_error.hpp"

namespace burnish::image {

PublicError toPublic(const Error &error) noexcept {
    burnish_error *made = nullptr;
    const char *message = error.message.empty() ? nullptr : error.message.c_str();
    (void)burnish_error_new(error.status, message, error.detail.c_str(), &made);
    return PublicError(made);
}

Error fromPublic(burnish_error *error, Status status) {
    const PublicError owned(error);
    if (!owned) {
        return errorFromTable(status);
    }
    Error converted(status, burnish_error_message(error), burnish_error_detail(error));
    converted.canRetry = burnish_error_can_retry(error) != 0;
    std::int32_t sense = 0;
    if (burnish_error_get_sense(error, &sense) == status::S_OK) {
        const auto byte = [sense](int shift) { return static_cast<std::uint8_t>(sense >> shift); };
        converted.sense = SenseCode{byte(16), byte(8), byte(0), false};
    }
    return converted;
}

void LastError::keep(Error error) noexcept {
    auto made = toPublic(error);
    const std::lock_guard lock(mutex_);
    error_ = std::move(made);
}

Status LastError::get(burnish_error **out) noexcept {
    if (out == nullptr) {
        return status::E_POINTER;
    }
    const std::lock_guard lock(mutex_);
    *out = burnish_error_ref(error_.get());
    return *out != nullptr ? status::S_OK : status::S_FALSE;
}

}  // namespace burnish::image
