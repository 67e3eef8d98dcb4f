// SPDX-License-Identifier: GPL-3.0-or-later
// The callbacks of streams that this library makes.
#include "result_stream.hpp"

#include "burnish/burnish.h"

#include "../src/firewall.hpp"
#include "public_error.hpp"

namespace capi = burnish::capi;

namespace burnish::image {

namespace {

// What stands behind a stream: the core's, and what it needs as long as it lives.
class ResultStream {
public:
    ResultStream(std::unique_ptr<Stream> stream, std::function<void()> release)
        : stream_(std::move(stream)), release_(std::move(release)) {}
    ~ResultStream() {
        stream_.reset();
        if (release_) {
            release_();
        }
    }
    ResultStream(const ResultStream &) = delete;
    ResultStream &operator=(const ResultStream &) = delete;

    [[nodiscard]] Stream &stream() { return *stream_; }

private:
    std::unique_ptr<Stream> stream_;
    std::function<void()> release_;
};

// An exception must not reach libburnish's reader thread.
template <typename Body>
int32_t answer(burnish_error **error, Body &&body) noexcept {
    Result<Status> result = capi::contain(body);
    if (result.ok()) {
        return *result;
    }
    *error = toPublic(result.error()).release();
    return BURNISH_STREAM_ABORT;
}

int32_t readResult(void *user, void *buffer, size_t capacity, size_t *count, burnish_error **error) {
    return answer(error, [&]() -> Result<Status> {
        auto &stream = static_cast<ResultStream *>(user)->stream();
        TRY_ASSIGN(*count, stream.read({static_cast<std::uint8_t *>(buffer), capacity}));
        return *count > 0 ? BURNISH_STREAM_OK : BURNISH_STREAM_END;
    });
}

int32_t seekResult(void *user, uint64_t offset, burnish_error **error) {
    return answer(error, [&]() -> Result<Status> {
        TRY(static_cast<ResultStream *>(user)->stream().seek(offset));
        return BURNISH_STREAM_OK;
    });
}

void interruptResult(void *user) {
    static_cast<ResultStream *>(user)->stream().interrupt();
}

void destroyResult(void *user) {
    delete static_cast<ResultStream *>(user);
}

constexpr burnish_stream_callbacks ResultCallbacks{
    sizeof(burnish_stream_callbacks), 0, readResult, seekResult, interruptResult, destroyResult};

}  // namespace

Result<Status> makePublicStream(std::unique_ptr<Stream> core, std::function<void()> release, burnish_stream **stream) {
    const std::uint64_t length = core->length();
    auto result = std::make_unique<ResultStream>(std::move(core), std::move(release));
    const Status created = burnish_stream_new_callbacks(&ResultCallbacks, result.get(), length, stream);
    if (created < 0) {
        return errorFromTable(created);
    }
    (void)result.release();  // the stream's now
    return created;
}

}  // namespace burnish::image
