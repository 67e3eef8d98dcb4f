// SPDX-License-Identifier: GPL-3.0-or-later
// ImageStream: an image as a stream of bytes. libisofs's thread makes them while they are read.
//
// libisofs makes an image from its beginning only, so a seek starts it anew and drops what lies before the offset. The
// bytes are the same each time, as long as the sources are.
#include "image/image_stream.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>

#include <pthread.h>

namespace burnish {

namespace {

constexpr std::uint64_t DescriptorPosition = 16 * 2048;  // of the primary volume descriptor (ECMA-119, 6.7.1)
constexpr std::size_t LargestRead = 1024 * 1024;         // libisofs counts in int

// A new thread takes over its maker's signal mask. Signals belong to the program's own threads.
class SignalsBlocked {
public:
    SignalsBlocked() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsBlocked(const SignalsBlocked &) = delete;
    SignalsBlocked &operator=(const SignalsBlocked &) = delete;

private:
    sigset_t before_{};
};

}  // namespace

// One pass of libisofs over the tree. Destroyed from the last to the first: the thread is joined before what it reads
// goes away.
struct ImageStream::Writer {
    Writer(std::shared_ptr<WarningLog> warnings, std::shared_ptr<ImportedSession> imported)
        : session(std::move(imported)), reader(std::move(warnings)) {}
    ~Writer();
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;

    const std::shared_ptr<ImportedSession> session;  // libisofs's image reads from it
    SourceReader reader;
    IsoPointer<IsoImage> image;
    burn_source *source = nullptr;
};

// cancel() wakes libisofs's thread where it waits for room and joins it; interrupted, it does not read on either.
ImageStream::Writer::~Writer() {
    if (source != nullptr) {
        reader.interrupt();
        source->cancel(source);
        source->free_data(source);
        std::free(source);
    }
}

Result<std::unique_ptr<ImageStream>> ImageStream::create(std::shared_ptr<const ImageNode> root,
                                                         const AuthorOptions &options,
                                                         std::shared_ptr<WarningLog> warnings,
                                                         std::shared_ptr<void> keepAlive) {
    std::unique_ptr<ImageStream> stream(
        new ImageStream(std::move(root), options, std::move(warnings), std::move(keepAlive)));
    TRY(stream->start());
    return stream;
}

ImageStream::ImageStream(std::shared_ptr<const ImageNode> root, const AuthorOptions &options,
                         std::shared_ptr<WarningLog> warnings, std::shared_ptr<void> keepAlive)
    : root_(std::move(root)),
      options_(options),
      warnings_(std::move(warnings)),
      keepAlive_(std::move(keepAlive)),
      aligner_(options.startBlock) {}

ImageStream::~ImageStream() = default;

Result<void> ImageStream::start() {
    {
        const std::lock_guard lock(mutex_);
        writer_.reset();  // two passes at a time would read the sources twice
    }
    auto writer = std::make_shared<Writer>(warnings_, options_.session);
    {
        TRY_ASSIGN(const auto libraryLock, lockIsoLibrary());
        TRY_ASSIGN(writer->image, makeIsoImage(*root_, options_, writer->reader));
        TRY_ASSIGN(const IsoPointer<IsoWriteOpts> writeOptions, makeWriteOptions(options_));
        const SignalsBlocked signalsBlocked;
        TRY(isoCheck(iso_image_create_burn_source(writer->image.get(), writeOptions.get(), &writer->source),
                     "lay out the image"));
    }
    length_ = static_cast<std::uint64_t>(writer->source->get_size(writer->source));
    position_ = 0;
    aligner_ = TreeAligner(options_.startBlock);
    blockUsed_ = block_.size();
    const std::lock_guard lock(mutex_);
    writer_ = std::move(writer);
    return {};
}

Error ImageStream::readFailure() const {
    if (std::optional<Error> trouble = writer_->reader.trouble()) {
        return std::move(*trouble);
    }
    if (writer_->reader.interrupted()) {
        return Error(status::E_REQUEST_CANCELLED, "Making the image was interrupted.");
    }
    return Error(status::E_DATA_STREAM_INCONSISTENCY,
                 "The image ended before its announced size: " + std::to_string(position_) + " of " +
                     std::to_string(length_) + " bytes were made. Start again.");
}

// The reader is asked before each hand-over: once a source failed, nothing of the image is worth burning.
Result<std::size_t> ImageStream::read(std::span<std::uint8_t> target) {
    if (!writer_) {
        TRY(start());
    }
    const std::uint64_t rest = length_ - position_;
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>({target.size(), rest, LargestRead}));
    if (writer_->reader.ended()) {
        return readFailure();
    }
    if (count == 0) {
        return std::size_t{0};
    }
    if (!aligner_.finished() || blockUsed_ < block_.size()) {
        return readTree(target.first(count));
    }
    if (!take(target.first(count))) {
        return readFailure();
    }
    position_ += count;
    return count;
}

// The span whole, from libisofs. false: look at readFailure().
bool ImageStream::take(std::span<std::uint8_t> target) {
    burn_source *source = writer_->source;
    const int got = source->read_xt(source, target.data(), static_cast<int>(target.size()));
    return got == static_cast<int>(target.size()) && !writer_->reader.ended();
}

// The beginning of the image, up to the first bytes behind its folders.
Result<std::size_t> ImageStream::readTree(std::span<std::uint8_t> target) {
    std::size_t done = 0;
    while (done < target.size() && (!aligner_.finished() || blockUsed_ < block_.size())) {
        if (blockUsed_ == block_.size()) {
            TRY_ASSIGN(const bool more, aligner_.next(block_, [this](auto block) { return take(block); }));
            if (!more) {
                return readFailure();
            }
            if (position_ == DescriptorPosition) {
                writeVolumeTexts(block_, options_.fields);
            }
            blockUsed_ = 0;
        }
        const std::size_t part = std::min(target.size() - done, block_.size() - blockUsed_);
        std::copy_n(block_.begin() + static_cast<std::ptrdiff_t>(blockUsed_), part,
                    target.begin() + static_cast<std::ptrdiff_t>(done));
        blockUsed_ += part;
        done += part;
        position_ += part;
    }
    return done;
}

Result<void> ImageStream::skip(std::uint64_t count) {
    std::vector<std::uint8_t> dropped(static_cast<std::size_t>(std::min<std::uint64_t>(count, 64 * 1024)));
    while (count > 0) {
        const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(count, dropped.size()));
        TRY_ASSIGN(const std::size_t got, read(std::span(dropped.data(), part)));
        count -= got;
    }
    return {};
}

Result<void> ImageStream::seek(std::uint64_t offset) {
    if (offset > length_) {
        return Error(status::E_INVALIDARG, "The image has " + std::to_string(length_) + " bytes; there is no byte " +
                                               std::to_string(offset) + " to begin at.");
    }
    const bool usable = writer_ && !writer_->reader.ended();
    if (!usable || offset < position_) {
        const std::uint64_t before = length_;
        TRY(start());
        if (length_ != before) {
            return Error(status::E_DATA_STREAM_INCONSISTENCY,
                         "The image was laid out twice and has another size now. Make a new stream of it.");
        }
    }
    return skip(offset - position_);
}

void ImageStream::interrupt() noexcept {
    std::shared_ptr<Writer> writer;
    {
        const std::lock_guard lock(mutex_);
        writer = writer_;
    }
    if (writer) {
        writer->reader.interrupt();
    }
}

}  // namespace burnish
