// SPDX-License-Identifier: LGPL-2.1-or-later
// SheetFile: reading sheets and the files of packs beside them.
#include "cd/sheet_file.hpp"

#include "cd/toc_file.hpp"
#include "stream/file_stream.hpp"

#include <algorithm>

namespace burnish::cd {

namespace {

// More than any sheet or file of packs has: what is larger is something else.
constexpr std::uint64_t MostBytes = 4 << 20;

Result<std::string> contentsOf(const std::string &path) {
    TRY_ASSIGN(const auto stream, FileStream::open(path));
    if (stream->length() > MostBytes) {
        return Error(status::E_CUE_SYNTAX, "\"" + path + "\" has " + std::to_string(stream->length()) +
                                               " bytes: that is no cue sheet, no TOC file and no CD-TEXT.");
    }
    std::string contents(stream->length(), '\0');
    for (std::size_t done = 0; done < contents.size();) {
        auto *target = reinterpret_cast<std::uint8_t *>(contents.data()) + done;
        TRY_ASSIGN(const std::size_t count, stream->read({target, contents.size() - done}));
        done += count;
    }
    return contents;
}

bool isWindowsPath(const std::string &name) {
    const bool drive = name.size() > 2 && name[1] == ':' && name[2] == '\\';
    return drive || name.starts_with("\\\\");
}

struct PackFile {
    std::vector<CdTextPack> packs;
    CdTextContents contents;
};

Result<PackFile> packFileOf(const SheetFile &file) {
    const std::string path = pathOf(file.folder, file.sheet.cdTextFile);
    TRY_ASSIGN(const std::string text, contentsOf(path));
    const std::span bytes(reinterpret_cast<const std::uint8_t *>(text.data()), text.size());
    auto contents = decodeCdText(bytes);
    if (!contents.ok()) {
        contents.error().message = "\"" + path + "\": " + contents.error().message;
        return std::move(contents.error());
    }
    TRY_ASSIGN(auto packs, splitCdText(bytes));
    return PackFile{std::move(packs), std::move(*contents)};
}

}  // namespace

Result<CueSheet> parseSheet(std::string_view bytes) {
    return looksLikeTocFile(bytes) ? parseTocFile(bytes) : parseCueSheet(bytes);
}

Result<SheetFile> openSheet(const std::string &path) {
    TRY_ASSIGN(const std::string contents, contentsOf(path));
    auto sheet = parseSheet(contents);
    if (!sheet.ok()) {
        sheet.error().message = "\"" + path + "\": " + sheet.error().message;
        return std::move(sheet.error());
    }
    const std::size_t slash = path.rfind('/');
    return SheetFile{std::move(*sheet), slash == std::string::npos ? std::string() : path.substr(0, slash + 1)};
}

// Where a whole path of another computer stands, the file lies beside the sheet if anywhere.
std::string pathOf(const std::string &folder, const std::string &name) {
    if (name.starts_with('/')) {
        return name;
    }
    std::string local = isWindowsPath(name) ? name.substr(name.rfind('\\') + 1) : name;
    std::replace(local.begin(), local.end(), '\\', '/');
    return folder.empty() || folder.ends_with('/') ? folder + local : folder + "/" + local;
}

Result<std::vector<CdTextBlock>> readCdText(const SheetFile &file) {
    if (file.sheet.cdTextFile.empty()) {
        return cdTextOf(file.sheet);
    }
    TRY_ASSIGN(auto packs, packFileOf(file));
    return std::move(packs.contents.blocks);
}

Result<std::vector<CdTextPack>> readCdTextPacks(const SheetFile &file, const CdTextOptions &options) {
    if (file.sheet.cdTextFile.empty()) {
        const auto &tracks = file.sheet.tracks;
        TRY_ASSIGN(auto encoded,
                   encodeCdText(cdTextOf(file.sheet), tracks.front().number, tracks.back().number, options));
        return std::move(encoded.packs);
    }
    TRY_ASSIGN(auto packs, packFileOf(file));
    if (packs.contents.badPacks > 0) {
        return Error(status::E_CD_TEXT_DAMAGED, "\"" + file.sheet.cdTextFile + "\" has " +
                                                    std::to_string(packs.contents.badPacks) +
                                                    " damaged packs; get it anew, or take it out of the sheet.");
    }
    return std::move(packs.packs);
}

}  // namespace burnish::cd
