// SPDX-License-Identifier: LGPL-2.1-or-later
// burnish/stream.h
#include "stream/audio_file_stream.hpp"
#include "stream/callback_stream.hpp"
#include "stream/file_stream.hpp"
#include "stream/memory_stream.hpp"

#include "convert.hpp"
#include "error_out.hpp"
#include "firewall.hpp"
#include "handles.hpp"

#include <cstdio>
#include <span>

using burnish::Error;
using burnish::Result;
using burnish::Status;
using burnish::capi::ErrorOut;
namespace capi = burnish::capi;
namespace status = burnish::status;

namespace {

Error badCallback(const char *function, const std::string &what) {
    return Error(status::E_STREAM_BAD_CALLBACK,
                 "The program that makes the source's bytes has an error: its callback answered with nonsense. Nothing "
                 "that it gave after that was used.",
                 std::string(function) + " callback " + what);
}

std::string returned(int32_t code) {
    char text[32];
    std::snprintf(text, sizeof text, "returned 0x%08X", static_cast<unsigned>(code));
    return text;
}

// The client's callbacks. An error that a callback hands over is taken in any case, also with an answer that needs
// none.
class Source {
public:
    Source(const burnish_stream_callbacks &callbacks, void *userData) : callbacks_(callbacks), userData_(userData) {}

    Result<std::size_t> read(std::span<std::uint8_t> target) {
        std::size_t count = 0;
        burnish_error *handed = nullptr;
        const int32_t code =
            callOut([&] { return callbacks_.read(userData_, target.data(), target.size(), &count, &handed); });
        auto failure = take(handed);
        switch (code) {
            case BURNISH_STREAM_OK:
                if (count == 0) {
                    return badCallback("read", "returned BURNISH_STREAM_OK with 0 bytes");
                }
                return count;
            case BURNISH_STREAM_END:
                return std::size_t{0};
            case BURNISH_STREAM_ABORT:
                return failure;
            default:
                return badCallback("read", returned(code));
        }
    }

    Result<void> seek(std::uint64_t offset) {
        burnish_error *handed = nullptr;
        const int32_t code = callOut([&] { return callbacks_.seek(userData_, offset, &handed); });
        auto failure = take(handed);
        switch (code) {
            case BURNISH_STREAM_OK:
                return {};
            case BURNISH_STREAM_ABORT:
                return failure;
            default:
                return badCallback("seek", returned(code));
        }
    }

    void interrupt() { callbacks_.interrupt(userData_); }

private:
    // A client in C++ may let an exception go: that is an answer outside the set, too.
    template <typename Call>
    static int32_t callOut(Call &&call) {
        try {
            return call();
        } catch (...) {
            return 0;
        }
    }

    static Error take(burnish_error *handed) {
        const Error error = handed != nullptr
                                ? handed->error
                                : Error(status::E_STREAM_READ_FAILURE, "The source failed and did not say why.");
        capi::unref(handed);
        return error;
    }

    const burnish_stream_callbacks callbacks_;
    void *const userData_;
};

burnish::StreamCallbacks adapt(const burnish_stream_callbacks &callbacks, void *userData) {
    auto source = std::make_shared<Source>(callbacks, userData);
    burnish::StreamCallbacks adapted;
    adapted.read = [source](std::span<std::uint8_t> target) { return source->read(target); };
    if (callbacks.seek != nullptr) {
        adapted.seek = [source](std::uint64_t offset) { return source->seek(offset); };
    }
    if (callbacks.interrupt != nullptr) {
        adapted.interrupt = [source] { source->interrupt(); };
    }
    return adapted;
}

// A stream has one reader; a write's reader thread is one.
Result<void> checkNotInUse(const burnish_stream *stream) {
    if (stream->inUse) {
        return Error(status::E_INVALIDARG, "The stream belongs to a write that runs; read it when that has ended.");
    }
    return {};
}

}  // namespace

burnish_stream::~burnish_stream() {
    core.reset();
    if (destroy != nullptr) {
        destroy(userData);
    }
}

extern "C" {

int32_t burnish_stream_new_callbacks(const burnish_stream_callbacks *callbacks, void *user_data, uint64_t length,
                                     burnish_stream **out) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(callbacks);
        REQUIRE_POINTER(out);
        TRY(capi::checkArgumentSize(callbacks, callbacks->size, sizeof(burnish_stream_callbacks),
                                    sizeof(burnish_stream_callbacks)));
        if (callbacks->reserved != 0 || callbacks->read == nullptr) {
            return Error(status::E_INVALIDARG, "The callbacks need a read function, and zero in the reserved field.");
        }
        auto core = std::make_unique<burnish::CallbackStream>(adapt(*callbacks, user_data), length);
        auto *stream = new burnish_stream(std::move(core));
        stream->destroy = callbacks->destroy;
        stream->userData = user_data;
        *out = stream;
        return {};
    });
}

int32_t burnish_stream_new_file(const char *path, burnish_stream **out, burnish_error **error) {
    ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(path);
        REQUIRE_POINTER(out);
        TRY_ASSIGN(auto core, burnish::FileStream::open(path));
        *out = new burnish_stream(std::move(core));
        return {};
    });
}

int32_t burnish_stream_open_audio_file(const char *path, burnish_stream **out, burnish_error **error) {
    ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(path);
        REQUIRE_POINTER(out);
        TRY_ASSIGN(auto core, burnish::openAudioFile(path));
        *out = new burnish_stream(std::move(core));
        return {};
    });
}

int32_t burnish_stream_new_memory(const void *data, size_t length, void (*destroy)(void *user_data), void *user_data,
                                  burnish_stream **out) {
    return capi::guarded([&]() -> Result<void> {
        if (length > 0) {
            REQUIRE_POINTER(data);
        }
        REQUIRE_POINTER(out);
        auto core = std::make_unique<burnish::MemoryStream>(
            std::span<const std::uint8_t>(static_cast<const std::uint8_t *>(data), length));
        auto *stream = new burnish_stream(std::move(core));
        stream->destroy = destroy;
        stream->userData = user_data;
        *out = stream;
        return {};
    });
}

burnish_stream *burnish_stream_ref(burnish_stream *stream) {
    return capi::ref(stream);
}

void burnish_stream_unref(burnish_stream *stream) {
    capi::unref(stream);
}

int32_t burnish_stream_get_length(const burnish_stream *stream, uint64_t *length) {
    return capi::guarded([&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        REQUIRE_POINTER(length);
        *length = stream->core->length();
        return {};
    });
}

int32_t burnish_stream_read(burnish_stream *stream, void *buffer, size_t capacity, size_t *count,
                            burnish_error **error) {
    ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        if (capacity > 0) {
            REQUIRE_POINTER(buffer);
        }
        REQUIRE_POINTER(count);
        TRY(checkNotInUse(stream));
        TRY_ASSIGN(*count, stream->core->read({static_cast<std::uint8_t *>(buffer), capacity}));
        return {};
    });
}

int32_t burnish_stream_seek(burnish_stream *stream, uint64_t offset, burnish_error **error) {
    ErrorOut failure{error};
    return capi::guarded(failure, [&]() -> Result<void> {
        REQUIRE_POINTER(stream);
        TRY(checkNotInUse(stream));
        return stream->core->seek(offset);
    });
}

}  // extern "C"
