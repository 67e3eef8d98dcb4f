// SPDX-License-Identifier: LGPL-2.1-or-later
// AlbumFiles: opening what a sheet names, and finding one's way in it.
#include "cd/album_files.hpp"

#include "cd/cue_lines.hpp"
#include "stream/audio_file_stream.hpp"
#include "stream/file_stream.hpp"

#include <unistd.h>

#include <algorithm>

namespace burnish::cd {

namespace {

constexpr std::uint64_t SampleBytes = 4, PackBytes = 96;  // packs of a sector
constexpr std::size_t HeaderBytes = 16;                   // sync and header of a data sector

Error withLine(int line, Error error) {
    error.message = atLine(line, error.message);
    return error;
}

bool isThere(const std::string &path) {
    return ::access(path.c_str(), F_OK) == 0;
}

std::string withoutSuffix(const std::string &path) {
    const std::size_t dot = path.rfind('.'), slash = path.rfind('/');
    const bool has = dot != std::string::npos && (slash == std::string::npos || dot > slash);
    return has ? path.substr(0, dot) : path;
}

// Albums are compressed after they were ripped, and the sheet stays as it was: the same name with another ending will
// do.
std::string pathOfAudio(const std::string &path) {
    for (const char *suffix : {".flac", ".wav", ".aiff", ".aif"}) {
        if (!isThere(path) && isThere(withoutSuffix(path) + suffix)) {
            return withoutSuffix(path) + suffix;
        }
    }
    return path;
}

bool isRawFormat(const std::string &format) {
    return format == "BINARY" || format == "MOTOROLA";
}

// The user data of sectors that a file has with their headers.
std::unique_ptr<Stream> cutOut(std::unique_ptr<Stream> file, SectorType type, std::size_t bytesInFile) {
    if (isAudio(type) || bytesInFile == sourceBytes(type)) {
        return file;
    }
    const SectorCut cut{bytesInFile, HeaderBytes, sourceBytes(type)};
    return std::make_unique<CutStream>(std::move(file), cut);
}

// The first kind goes for all: a raw disc has but one.
Result<void> checkKinds(const CueSheet &sheet) {
    const CueTrack &first = sheet.tracks.front();
    for (const CueTrack &track : sheet.tracks) {
        if (track.type != first.type || track.sectorBytes != first.sectorBytes) {
            return Error(status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED,
                         atLine(track.line, "Track " + std::to_string(track.number) +
                                                " has other sectors than the first; the tracks of a disc that is "
                                                "written raw all have the same."));
        }
        if (track.sectorBytes != sourceBytes(track.type) && track.sectorBytes != SectorBytes) {
            return Error(status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED,
                         atLine(track.line,
                                "Track " + std::to_string(track.number) + " has sectors of " +
                                    std::to_string(track.sectorBytes) +
                                    " bytes in its file, which cannot be taken out of it; sub-channels belong beside "
                                    "it, in a .cdg file."));
        }
        if (track.fourChannels) {
            return Error(status::E_RAW_IMAGE_SECTOR_TYPE_NOT_SUPPORTED,
                         atLine(track.line, "Track " + std::to_string(track.number) +
                                                " has four channels, and discs with two are all that can be written."));
        }
    }
    return {};
}

}  // namespace

Result<std::shared_ptr<SharedStream>> AlbumFiles::openOnce(const SheetFile &sheet, const CueFile &file) {
    const bool raw = isRawFormat(file.format);
    if (!raw && !isAudio(type_)) {
        return Error(status::E_INVALIDARG,
                     "\"" + file.name + "\" is said to be " + file.format +
                         ", and a track of data cannot lie in an audio file; BINARY belongs there.");
    }
    const std::string plain = pathOf(sheet.folder, file.name);
    const std::string path = raw ? plain : pathOfAudio(plain);
    auto &known = opened_[file.format + ":" + path];
    if (known) {
        return known;
    }
    std::unique_ptr<Stream> stream;
    if (raw) {
        TRY_ASSIGN(stream, FileStream::open(path));
        stream = cutOut(std::move(stream), type_, bytesInFile_);
    } else {
        TRY_ASSIGN(stream, openAudioFile(path));
    }
    if (file.format == "MOTOROLA" && isAudio(type_)) {
        stream = std::make_unique<SwappedStream>(std::move(stream));
    }
    known = std::make_shared<SharedStream>(std::move(stream));
    return known;
}

Result<void> AlbumFiles::add(const SheetFile &sheet, std::size_t number) {
    const CueFile &file = sheet.sheet.files[number];
    StreamPiece piece{nullptr, file.start, file.length.value_or(0)};
    StreamPiece packs;
    if (!file.name.empty()) {
        auto opened = openOnce(sheet, file);
        if (!opened.ok()) {
            return withLine(file.line, std::move(opened.error()));
        }
        piece.stream = *opened;
        const std::uint64_t there = piece.stream->length();
        const std::uint64_t rest = file.start <= there ? there - file.start : 0;
        piece.length = file.length.value_or(rest);
        if (file.start > there || piece.length > rest) {
            return Error(status::E_STREAM_TOO_SHORT,
                         atLine(file.line, "\"" + file.name + "\" is too short: it has " +
                                               timeOfSectors(static_cast<std::int32_t>(there / sectorBytes_)) +
                                               ", and more than that is taken from it."));
        }
        const std::string beside = withoutSuffix(pathOf(sheet.folder, file.name)) + ".cdg";
        if (isAudio(type_) && isThere(beside)) {
            TRY_ASSIGN(auto stream, FileStream::open(beside));
            packs.stream = std::make_shared<SharedStream>(std::move(stream));
            packs.offset = file.start / sectorBytes_ * PackBytes;
            packs.length = packs.stream->length();
        }
    }
    const std::uint64_t unit = isAudio(type_) ? SampleBytes : sectorBytes_;
    if (piece.length % unit != 0 || piece.length == 0) {
        return Error(status::E_INVALIDARG,
                     atLine(file.line, "\"" + file.name + "\" has " + std::to_string(piece.length) +
                                           " bytes, which is no whole number of " +
                                           (isAudio(type_) ? "16-bit stereo samples." : "sectors.")));
    }
    ends_.push_back(length() + piece.length);
    pieces_.push_back(std::move(piece));
    packs_.push_back(std::move(packs));
    return {};
}

Result<AlbumFiles> AlbumFiles::open(const SheetFile &sheet) {
    TRY(checkKinds(sheet.sheet));
    AlbumFiles files;
    files.type_ = sheet.sheet.tracks.front().type;
    files.bytesInFile_ = sheet.sheet.tracks.front().sectorBytes;
    files.sectorBytes_ = sourceBytes(files.type_);
    for (std::size_t i = 0; i < sheet.sheet.files.size(); ++i) {
        TRY(files.add(sheet, i));
    }
    return files;
}

// Files of audio follow each other without a gap, whatever their length: where one ends within a sector, the sector is
// the next one's first.
std::int32_t AlbumFiles::startOf(std::size_t file) const {
    return static_cast<std::int32_t>((file == 0 ? 0 : ends_[file - 1]) / sectorBytes_);
}

std::vector<StreamPiece> AlbumFiles::between(std::uint64_t from, std::uint64_t to) const {
    std::vector<StreamPiece> result;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const std::uint64_t start = ends_[i] - pieces_[i].length;
        const std::uint64_t first = std::max(from, start), last = std::min(to, ends_[i]);
        if (first < last) {
            result.push_back({pieces_[i].stream, pieces_[i].offset + (first - start), last - first});
        }
    }
    return result;
}

std::vector<StreamPiece> AlbumFiles::packsBetween(std::uint64_t from, std::uint64_t to) const {
    std::vector<StreamPiece> result;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const auto sectorOf = [&](std::uint64_t byte) { return byte / sectorBytes_; };
        const std::uint64_t start = sectorOf(ends_[i] - pieces_[i].length), end = sectorOf(ends_[i] + sectorBytes_ - 1);
        const std::uint64_t next = i + 1 < pieces_.size() ? sectorOf(ends_[i]) : end;
        const std::uint64_t first = std::max(sectorOf(from), start),
                            last = std::min(sectorOf(to + sectorBytes_ - 1), next);
        if (first >= last) {
            continue;
        }
        const std::uint64_t offset = packs_[i].offset + (first - start) * PackBytes,
                            length = (last - first) * PackBytes;
        const std::uint64_t there = offset < packs_[i].length ? std::min(packs_[i].length - offset, length) : 0;
        result.push_back({packs_[i].stream, offset, there});
        result.push_back({nullptr, 0, length - there});
    }
    return result;
}

bool AlbumFiles::hasPacks() const {
    return std::any_of(packs_.begin(), packs_.end(), [](const StreamPiece &piece) { return piece.stream != nullptr; });
}

}  // namespace burnish::cd
