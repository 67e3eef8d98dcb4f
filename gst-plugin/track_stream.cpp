// SPDX-License-Identifier: LGPL-2.1-or-later
// A track that comes in, as a stream that libburnish burns.
#include "track_stream.hpp"

#include <algorithm>
#include <cstring>
#include <memory>

namespace discsink {

namespace {

struct Source {
    AudioInput &input;
    LateSound late;
    std::uint64_t silence;  // bytes that fill the last sector of a track whose length is known
};

int32_t readSound(void *userData, void *buffer, size_t capacity, size_t *count, burnish_error **) {
    auto &source = *static_cast<Source *>(userData);
    std::chrono::steady_clock::duration waited{};
    const std::int64_t read = source.input.read({static_cast<std::uint8_t *>(buffer), capacity}, &waited);
    if (waited > std::chrono::steady_clock::duration::zero()) {
        source.late(waited);
    }
    if (read < 0) {
        return BURNISH_STREAM_ABORT;
    }
    if (read > 0) {
        *count = static_cast<size_t>(read);
        return BURNISH_STREAM_OK;
    }
    const std::uint64_t zeros = std::min<std::uint64_t>(source.silence, capacity);
    if (zeros == 0) {
        return BURNISH_STREAM_END;
    }
    std::memset(buffer, 0, static_cast<std::size_t>(zeros));
    source.silence -= zeros;
    *count = static_cast<size_t>(zeros);
    return BURNISH_STREAM_OK;
}

void interruptSound(void *userData) {
    static_cast<Source *>(userData)->input.interruptRead();
}

void destroySource(void *userData) {
    delete static_cast<Source *>(userData);
}

}  // namespace

int32_t makeTrackStream(AudioInput &input, LateSound late, StreamHandle &stream) {
    std::uint64_t length = BURNISH_STREAM_LENGTH_UNKNOWN;
    std::uint64_t silence = 0;
    if (input.trackEnded()) {
        const std::uint64_t bytes = input.trackBytes();
        length = (bytes + SectorBytes - 1) / SectorBytes * SectorBytes;
        silence = length - bytes;
    }
    auto source = std::make_unique<Source>(Source{input, std::move(late), silence});
    burnish_stream_callbacks callbacks{};
    callbacks.size = sizeof callbacks;
    callbacks.read = readSound;
    callbacks.interrupt = interruptSound;
    callbacks.destroy = destroySource;
    burnish_stream *made = nullptr;
    const int32_t status = burnish_stream_new_callbacks(&callbacks, source.get(), length, &made);
    if (status >= 0) {
        static_cast<void>(source.release());
        stream.reset(made);
    }
    return status;
}

}  // namespace discsink
