// SPDX-License-Identifier: LGPL-2.1-or-later
// SheetFile: reading sheets and the files of packs beside them.
#include "cd/sheet_file.hpp"

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

}  // namespace

Result<CueSheet> parseSheet(std::string_view bytes) {
    return parseCueSheet(bytes);
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
    const std::string path = pathOf(file.folder, file.sheet.cdTextFile);
    TRY_ASSIGN(const std::string bytes, contentsOf(path));
    auto contents = decodeCdText({reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size()});
    if (!contents.ok()) {
        contents.error().message = "\"" + path + "\": " + contents.error().message;
        return std::move(contents.error());
    }
    return std::move(contents->blocks);
}

}  // namespace burnish::cd
