// SPDX-License-Identifier: GPL-3.0-or-later
// Errors across the edge between the two libraries.
#include "public_error.hpp"

namespace burnish::image {

PublicError toPublic(const Error &error) noexcept {
    burnish_error_facts facts{};
    facts.size = sizeof facts;
    facts.status = error.status;
    facts.message = error.message.empty() ? nullptr : error.message.c_str();
    facts.detail = error.detail.c_str();
    facts.can_retry = error.canRetry ? 1 : 0;
    facts.sense = error.sense ? error.sense->key << 16 | error.sense->asc << 8 | error.sense->ascq : -1;
    facts.cdb = error.cdb.data();
    facts.cdb_length = error.cdb.size();
    facts.lba = error.lba.value_or(-1);
    burnish_error *made = nullptr;
    (void)burnish_error_new_with_facts(&facts, &made);
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
    const std::uint8_t *cdb = nullptr;
    std::size_t length = 0;
    if (burnish_error_get_cdb(error, &cdb, &length) == status::S_OK) {
        converted.cdb.assign(cdb, cdb + length);
    }
    if (std::int64_t lba = -1; burnish_error_get_lba(error, &lba) == status::S_OK) {
        converted.lba = lba;
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
