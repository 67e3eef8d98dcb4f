// SPDX-License-Identifier: LGPL-2.1-or-later
// AudioFileStream: through libsndfile, which reads WAV, AIFF, FLAC and others.
#include "stream/audio_file_stream.hpp"

#include "stream/file_stream.hpp"

#ifdef BURNISH_HAVE_SNDFILE

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdlib>
#include <cstring>

namespace burnish {

namespace {

constexpr std::uint64_t FrameBytes = 4;
constexpr int DiscRate = 44100, DiscChannels = 2;

Error notSupported(const std::string &path, const std::string &what, const std::string &detail = {}) {
    return Error(
        status::E_AUDIO_FILE_NOT_SUPPORTED,
        "\"" + path + "\" " + what +
            "; a CD takes 16-bit stereo at 44100 Hz as it is, from WAV, AIFF or FLAC. GStreamer converts what it "
            "burns: gst-launch-1.0 filesrc location='\"" +
            path + "\"' ! decodebin ! audioconvert ! audioresample ! discsink",
        detail);
}

// "FLAC (Free Lossless Audio Codec), Signed 24 bit PCM", as libsndfile names it.
std::string formatName(int format) {
    SF_FORMAT_INFO major{};
    major.format = format & SF_FORMAT_TYPEMASK;
    SF_FORMAT_INFO minor{};
    minor.format = format & SF_FORMAT_SUBMASK;
    const bool known = ::sf_command(nullptr, SFC_GET_FORMAT_INFO, &major, sizeof major) == 0 &&
                       ::sf_command(nullptr, SFC_GET_FORMAT_INFO, &minor, sizeof minor) == 0;
    return known ? std::string(major.name) + ", " + minor.name : "of a format that is not known";
}

std::string channelsName(int channels) {
    return channels == 1 ? "mono" : channels == 2 ? "stereo" : std::to_string(channels) + " channels";
}

struct Closer {
    void operator()(SNDFILE *file) const { ::sf_close(file); }
};
using File = std::unique_ptr<SNDFILE, Closer>;

class AudioFileStream final : public Stream {
public:
    AudioFileStream(std::string path, File file, std::uint64_t frames)
        : path_(std::move(path)), file_(std::move(file)), frames_(frames) {}

    [[nodiscard]] std::uint64_t length() const override { return frames_ * FrameBytes; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    [[nodiscard]] Result<void> goTo(std::uint64_t frame);
    [[nodiscard]] Result<std::size_t> readFrames(std::uint8_t *target, std::size_t frames);
    [[nodiscard]] Result<std::size_t> readPart(std::span<std::uint8_t> target);

    const std::string path_;
    const File file_;
    const std::uint64_t frames_;
    std::uint64_t position_ = 0;  // in bytes: the next one to give
    std::uint64_t frame_ = 0;     // the next one that libsndfile gives
};

Result<void> AudioFileStream::goTo(std::uint64_t frame) {
    if (frame == frame_) {
        return {};
    }
    if (::sf_seek(file_.get(), static_cast<sf_count_t>(frame), SEEK_SET) != static_cast<sf_count_t>(frame)) {
        return Error(status::E_STREAM_READ_FAILURE,
                     "In \"" + path_ + "\" there is no way to " + std::to_string(frame / DiscRate) +
                         " seconds; the file is damaged.",
                     ::sf_strerror(file_.get()));
    }
    frame_ = frame;
    return {};
}

// A file that ends before its header says is no end but an error.
Result<std::size_t> AudioFileStream::readFrames(std::uint8_t *target, std::size_t frames) {
    std::array<short, 4096> samples;
    const auto wanted = static_cast<sf_count_t>(std::min(frames, samples.size() / DiscChannels));
    const sf_count_t count = ::sf_readf_short(file_.get(), samples.data(), wanted);
    if (count <= 0) {
        const bool broken = ::sf_error(file_.get()) != SF_ERR_NO_ERROR;
        return Error(broken ? status::E_STREAM_READ_FAILURE : status::E_STREAM_TOO_SHORT,
                     "\"" + path_ + "\" ends at sample " + std::to_string(frame_) + " of " + std::to_string(frames_) +
                         ": it is damaged, or was not written to its end.",
                     broken ? ::sf_strerror(file_.get()) : "");
    }
    const auto bytes = static_cast<std::size_t>(count) * FrameBytes;
    if constexpr (std::endian::native == std::endian::little) {
        std::memcpy(target, samples.data(), bytes);
    } else {
        for (std::size_t i = 0; i < bytes / 2; ++i) {
            target[2 * i] = static_cast<std::uint8_t>(samples[i]);
            target[2 * i + 1] = static_cast<std::uint8_t>(samples[i] >> 8);
        }
    }
    frame_ += static_cast<std::uint64_t>(count);
    return bytes;
}

// Less than a frame: of one that is read as a whole.
Result<std::size_t> AudioFileStream::readPart(std::span<std::uint8_t> target) {
    std::array<std::uint8_t, FrameBytes> frame{};
    TRY(readFrames(frame.data(), 1));
    const std::size_t skipped = position_ % FrameBytes;
    const std::size_t count = std::min(target.size(), frame.size() - skipped);
    std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(skipped), count, target.begin());
    return count;
}

Result<std::size_t> AudioFileStream::read(std::span<std::uint8_t> target) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), length() - position_));
    if (wanted == 0) {
        return std::size_t{0};
    }
    TRY(goTo(position_ / FrameBytes));
    const bool whole = position_ % FrameBytes == 0 && wanted >= FrameBytes;
    TRY_ASSIGN(const std::size_t count,
               whole ? readFrames(target.data(), wanted / FrameBytes) : readPart(target.first(wanted)));
    position_ += count;
    return count;
}

Result<void> AudioFileStream::seek(std::uint64_t offset) {
    if (offset > length()) {
        return Error(status::E_INVALIDARG, "\"" + path_ + "\" has no byte " + std::to_string(offset) +
                                               " of sound; it has " + std::to_string(length()) + ".");
    }
    position_ = offset;
    return {};
}

}  // namespace

// What libsndfile noted of the chunk of samples: "data : 1000 (should be 500)" means that 1000 bytes are announced, and
// 500 there. Sizes that programs write which cannot go back are no announcement.
bool isCutOff(SNDFILE *file) {
    constexpr unsigned long Untold = 0x7FFF0000;
    std::string log(1 << 14, '\0');
    ::sf_command(file, SFC_GET_LOG_INFO, log.data(), static_cast<int>(log.size()));
    for (const char *chunk : {"data : ", " SSND : "}) {
        const std::size_t at = log.find(chunk);
        if (at == std::string::npos) {
            continue;
        }
        const std::string line = log.substr(at, log.find('\n', at) - at);
        const unsigned long announced = std::strtoul(line.c_str() + std::strlen(chunk), nullptr, 10);
        const std::size_t should = line.find("(should be ");
        if (should != std::string::npos && announced < Untold &&
            std::strtoul(line.c_str() + should + std::strlen("(should be "), nullptr, 10) < announced) {
            return true;
        }
    }
    return false;
}

// Opened as a file first, so that what is wrong with the file itself is told as of any other.
Result<std::unique_ptr<Stream>> openAudioFile(const std::string &path) {
    TRY(FileStream::open(path));
    SF_INFO info{};
    File file(::sf_open(path.c_str(), SFM_READ, &info));
    if (!file) {
        return notSupported(path, "is no audio file that is known here", ::sf_strerror(nullptr));
    }
    const bool sixteenBit = (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
    if (!sixteenBit || info.samplerate != DiscRate || info.channels != DiscChannels) {
        return notSupported(path, "is " + formatName(info.format) + ", " + std::to_string(info.samplerate) + " Hz, " +
                                      channelsName(info.channels));
    }
    if (info.frames <= 0 || info.frames == SF_COUNT_MAX || !info.seekable) {
        return notSupported(path, "has no sound, or does not tell how long it is");
    }
    if (isCutOff(file.get())) {
        return Error(status::E_STREAM_TOO_SHORT,
                     "\"" + path + "\" is cut off: its header tells of more sound than is there. Get the file anew.");
    }
    return std::unique_ptr<Stream>(
        std::make_unique<AudioFileStream>(path, std::move(file), static_cast<std::uint64_t>(info.frames)));
}

}  // namespace burnish

#else

namespace burnish {

Result<std::unique_ptr<Stream>> openAudioFile(const std::string &path) {
    TRY(FileStream::open(path));
    return Error(status::E_AUDIO_FILE_NOT_SUPPORTED,
                 "This burnish was built without libsndfile, and reads no audio files: \"" + path +
                     "\" can be burned through GStreamer's discsink.");
}

}  // namespace burnish

#endif
