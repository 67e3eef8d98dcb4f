// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/stream.h: streams without a source, and streams made of streams.
#include "stream/concatenation_stream.hpp"
#include "stream/generated_stream.hpp"
#include "stream/interleave_stream.hpp"

#include "convert.hpp"
#include "firewall.hpp"
#include "handles.hpp"

#include <vector>

using burnish::Error;
using burnish::Result;
using burnish::Stream;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace {

// Streams that are parts of another one, which has them for itself as long as it lives.
class Parts {
public:
    Parts() = default;
    ~Parts() {
        for (burnish_stream *part : streams_) {
            part->inUse = false;
            capi::unref(part);
        }
    }
    Parts(const Parts &) = delete;
    Parts &operator=(const Parts &) = delete;

    Result<void> claim(burnish_stream *const *streams, std::size_t count) {
        REQUIRE_POINTER(streams);
        streams_.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            burnish_stream *stream = streams[i];
            REQUIRE_POINTER(stream);
            if (stream->inUse.exchange(true)) {
                return Error(status::E_INVALIDARG,
                             "A stream is a part twice, or belongs to another stream or to a write "
                             "that runs.");
            }
            streams_.push_back(capi::ref(stream));
        }
        return {};
    }

    [[nodiscard]] std::vector<Stream *> cores() const {
        std::vector<Stream *> cores;
        for (const burnish_stream *part : streams_) {
            cores.push_back(part->core.get());
        }
        return cores;
    }

private:
    std::vector<burnish_stream *> streams_;  // a reference to each
};

void destroyParts(void *parts) {
    delete static_cast<Parts *>(parts);
}

template <typename Make>
int32_t makeOf(burnish_stream *const *streams, std::size_t count, burnish_stream **out, Make &&make) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        auto parts = std::make_unique<Parts>();
        TRY(parts->claim(streams, count));
        TRY_ASSIGN(std::unique_ptr<Stream> core, make(parts->cores()));
        auto *stream = new burnish_stream(std::move(core));
        stream->destroy = destroyParts;
        stream->userData = parts.release();
        *out = stream;
        return {};
    });
}

}  // namespace

extern "C" {

int32_t burnish_stream_new_zero(uint64_t length, burnish_stream **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = new burnish_stream(std::make_unique<burnish::ZeroStream>(length));
        return {};
    });
}

int32_t burnish_stream_new_pseudo_random(uint64_t length, uint32_t seed, burnish_stream **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(out);
        *out = new burnish_stream(std::make_unique<burnish::PseudoRandomStream>(length, seed));
        return {};
    });
}

int32_t burnish_stream_new_concatenation(burnish_stream *const *streams, size_t count, burnish_stream **out) {
    return makeOf(streams, count, out, [](const auto &parts) { return burnish::ConcatenationStream::create(parts); });
}

int32_t burnish_stream_new_interleave(burnish_stream *const *streams, const uint32_t *sizes, size_t count,
                                      burnish_stream **out) {
    return makeOf(streams, count, out, [&](const auto &parts) -> Result<std::unique_ptr<Stream>> {
        REQUIRE_POINTER(sizes);
        return burnish::InterleaveStream::create(parts, {sizes, sizes + count});
    });
}

}  // extern "C"
