// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/error.h, and the memory of each object's last failure.
#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

using burnish::Error;
using burnish::Result;
using burnish::Status;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace burnish::capi {

// Without memory for the error there is none to tell, rather than an older one.
void LastError::keep(Error error) noexcept {
    auto *fresh = new (std::nothrow) burnish_error(std::move(error));
    const std::lock_guard lock(mutex_);
    error_.set(fresh);
    unref(fresh);
}

Status LastError::get(burnish_error **out) noexcept {
    if (out == nullptr) {
        return status::E_POINTER;
    }
    const std::lock_guard lock(mutex_);
    *out = ref(error_.get());
    return *out != nullptr ? status::S_OK : status::S_FALSE;
}

}  // namespace burnish::capi

namespace {

constexpr std::size_t FirstFactsSize = sizeof(burnish_error_facts);
constexpr std::int32_t LargestSense = 0x0FFFFF;
constexpr std::size_t LongestCdb = 16;

Result<void> makeError(int32_t status, const char *message, const char *detail, Error &error) {
    if (!burnish::failed(status)) {
        return Error(status::E_INVALIDARG, "An error needs a status that is a failure.");
    }
    error = burnish::errorFromTable(status);
    if (message != nullptr) {
        error.message = message;
    }
    error.detail = detail != nullptr ? detail : "";
    return {};
}

Result<void> addFacts(Error &error, const burnish_error_facts &facts) {
    if (facts.sense < -1 || facts.sense > LargestSense || facts.cdb_length > LongestCdb) {
        return Error(status::E_INVALIDARG, "The sense or the length of the CDB is out of range.");
    }
    error.canRetry = facts.can_retry != 0;
    if (facts.sense >= 0) {
        const auto byte = [&facts](int shift) { return static_cast<std::uint8_t>(facts.sense >> shift); };
        error.sense = burnish::SenseCode{byte(16), byte(8), byte(0), false};
    }
    if (facts.cdb_length > 0) {
        REQUIRE_POINTER(facts.cdb);
        error.cdb.assign(facts.cdb, facts.cdb + facts.cdb_length);
    }
    if (facts.lba >= 0) {
        error.lba = facts.lba;
    }
    return {};
}

}  // namespace

extern "C" {

int32_t burnish_error_new(int32_t status, const char *message, const char *detail, burnish_error **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        Error error;
        TRY(makeError(status, message, detail, error));
        *out = new burnish_error(std::move(error));
        return {};
    });
}

int32_t burnish_error_new_with_facts(const burnish_error_facts *facts, burnish_error **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(facts);
        REQUIRE_POINTER(out);
        TRY(capi::checkArgumentSize(facts, facts->size, FirstFactsSize, sizeof *facts));
        Error error;
        TRY(makeError(facts->status, facts->message, facts->detail, error));
        TRY(addFacts(error, *facts));
        *out = new burnish_error(std::move(error));
        return {};
    });
}

burnish_error *burnish_error_ref(burnish_error *error) {
    return capi::ref(error);
}

void burnish_error_unref(burnish_error *error) {
    capi::unref(error);
}

int32_t burnish_error_status(const burnish_error *error) {
    return error != nullptr ? error->error.status : BURNISH_S_OK;
}

// An error that was made without memory has no text of its own.
const char *burnish_error_message(const burnish_error *error) {
    if (error == nullptr) {
        return "";
    }
    const std::string &message = error->error.message;
    return message.empty() ? burnish_status_meaning(error->error.status) : message.c_str();
}

const char *burnish_error_detail(const burnish_error *error) {
    return error != nullptr ? error->error.detail.c_str() : "";
}

int32_t burnish_error_can_retry(const burnish_error *error) {
    return error != nullptr && error->error.canRetry ? 1 : 0;
}

int32_t burnish_error_get_sense(const burnish_error *error, int32_t *sense) {
    if (error == nullptr || sense == nullptr) {
        return BURNISH_E_POINTER;
    }
    const auto &code = error->error.sense;
    *sense = code ? (code->key << 16 | code->asc << 8 | code->ascq) : 0;
    return code ? BURNISH_S_OK : BURNISH_S_FALSE;
}

int32_t burnish_error_get_cdb(const burnish_error *error, const uint8_t **cdb, size_t *length) {
    if (error == nullptr || cdb == nullptr || length == nullptr) {
        return BURNISH_E_POINTER;
    }
    const auto &bytes = error->error.cdb;
    *cdb = bytes.empty() ? nullptr : bytes.data();
    *length = bytes.size();
    return bytes.empty() ? BURNISH_S_FALSE : BURNISH_S_OK;
}

int32_t burnish_error_get_lba(const burnish_error *error, int64_t *lba) {
    if (error == nullptr || lba == nullptr) {
        return BURNISH_E_POINTER;
    }
    *lba = error->error.lba.value_or(-1);
    return error->error.lba ? BURNISH_S_OK : BURNISH_S_FALSE;
}

}  // extern "C"
