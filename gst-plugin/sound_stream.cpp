// SPDX-License-Identifier: LGPL-2.1-or-later
// A part of a disc's sound, as a stream that libburnish burns.
#include "sound_stream.hpp"

#include <algorithm>
#include <cstring>

namespace discsink {

namespace {

struct Part {
    std::shared_ptr<const DiscSound> sound;
    std::uint64_t silence;
    std::uint64_t start;
    std::uint64_t end;
    std::uint64_t position = 0;  // from the silence's beginning
};

int32_t readPart(void *userData, void *buffer, size_t capacity, size_t *count, burnish_error **) {
    auto &part = *static_cast<Part *>(userData);
    const std::uint64_t left = part.silence + (part.end - part.start) - part.position;
    auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left, capacity));
    if (wanted == 0) {
        return BURNISH_STREAM_END;
    }
    if (part.position < part.silence) {
        wanted = static_cast<std::size_t>(std::min<std::uint64_t>(part.silence - part.position, wanted));
        std::memset(buffer, 0, wanted);
    } else {
        const std::int64_t read =
            part.sound->read(part.start + part.position - part.silence, {static_cast<std::uint8_t *>(buffer), wanted});
        if (read <= 0) {
            return BURNISH_STREAM_ABORT;
        }
        wanted = static_cast<std::size_t>(read);
    }
    part.position += wanted;
    *count = wanted;
    return BURNISH_STREAM_OK;
}

int32_t seekPart(void *userData, uint64_t offset, burnish_error **) {
    static_cast<Part *>(userData)->position = offset;
    return BURNISH_STREAM_OK;
}

void destroyPart(void *userData) {
    delete static_cast<Part *>(userData);
}

}  // namespace

int32_t makeSoundStream(std::shared_ptr<const DiscSound> sound, std::uint64_t silence, std::uint64_t start,
                        std::uint64_t end, StreamHandle &stream) {
    auto part = std::make_unique<Part>(Part{std::move(sound), silence, start, end});
    burnish_stream_callbacks callbacks{};
    callbacks.size = sizeof callbacks;
    callbacks.read = readPart;
    callbacks.seek = seekPart;
    callbacks.destroy = destroyPart;
    burnish_stream *made = nullptr;
    const int32_t status = burnish_stream_new_callbacks(&callbacks, part.get(), silence + end - start, &made);
    if (status >= 0) {
        static_cast<void>(part.release());
        stream.reset(made);
    }
    return status;
}

}  // namespace discsink
