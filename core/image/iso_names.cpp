// SPDX-License-Identifier: GPL-3.0-or-later
// What names become in the trees that cannot hold them as they are.
//
// Every reader takes Rock Ridge or Joliet where it finds them, and capitals in the ISO 9660 tree beneath are no news to
// anybody. So that tree is only reported on where nothing lies above it, and there a mere change of case is not.
#include "image/iso_names.hpp"

#include "image/image_name.hpp"
#include "image/iso_author.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace burnish {

namespace {

constexpr std::size_t MostFolders = 65535;  // a path table's number of the parent has 16 bits

// Names that Joliet takes as they are, without asking libisofs: nearly all.
bool isPlain(const std::string &name) {
    static constexpr std::string_view Reserved = "*/:;?\\";
    return name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
               return c >= 0x20 && c < 0x7F && Reserved.find(c) == std::string_view::npos;
           });
}

std::string withoutVersion(std::string name) {
    if (name.ends_with(";1")) {
        name.resize(name.size() - 2);
    }
    if (name.ends_with('.')) {
        name.pop_back();
    }
    return name;
}

std::string capitals(std::string name) {
    for (char &c : name) {
        if (c >= 'a' && c <= 'z') {
            c = static_cast<char>(c - 'a' + 'A');
        }
    }
    return name;
}

class NameReport {
public:
    NameReport(const NameRules &rules, NameSpace space)
        : rules_(rules), space_(space), tree_(space == NameSpace::Joliet ? "Joliet" : "ISO 9660") {}

    Result<void> visitFolder(const ImageNode &folder, const std::string &path);
    std::vector<std::string> take();

private:
    [[nodiscard]] bool differs(const std::string &name, const std::string &onDisc) const;

    const NameRules &rules_;
    const NameSpace space_;
    const std::string tree_;
    std::size_t folders_ = 1;
    std::vector<std::string> sentences_;
};

bool NameReport::differs(const std::string &name, const std::string &onDisc) const {
    return space_ == NameSpace::Joliet ? name != onDisc : capitals(name) != onDisc;
}

Result<void> NameReport::visitFolder(const ImageNode &folder, const std::string &path) {
    std::map<std::string, std::vector<std::string>> originals;  // by the name on the disc
    for (const auto &[name, child] : folder.children) {
        if (child->kind == ImageNode::Kind::Link) {
            continue;  // only Rock Ridge has them
        }
        const bool isFolder = child->kind == ImageNode::Kind::Folder;
        TRY_ASSIGN(const std::string onDisc, rules_.convert(name, isFolder, space_));
        originals[onDisc].push_back(name);
        if (isFolder) {
            ++folders_;
            TRY(visitFolder(*child, path + "/" + name));
        }
    }
    for (const auto &[onDisc, names] : originals) {
        for (const std::string &name : names) {
            if (folder.children.at(name)->imported) {
                continue;  // it was told when that session was made
            }
            const std::string subject = inQuotes(path + "/" + name);
            if (names.size() > 1) {
                sentences_.push_back(subject + " would share its " + tree_ + " name " + inQuotes(onDisc) +
                                     " with another file and gets a number in it.");
            } else if (differs(name, onDisc)) {
                sentences_.push_back(subject + " is named " + inQuotes(onDisc) + " in the " + tree_ + " tree.");
            }
        }
    }
    return {};
}

std::vector<std::string> NameReport::take() {
    if (folders_ > MostFolders) {
        sentences_.push_back("The image has " + std::to_string(folders_) + " folders. Some systems read no more than " +
                             std::to_string(MostFolders) + ".");
    }
    return std::move(sentences_);
}

}  // namespace

Result<NameRules> NameRules::create() {
    TRY_ASSIGN(const auto lock, lockIsoLibrary());
    TRY_ASSIGN(IsoPointer<IsoWriteOpts> options, makeWriteOptions({}));
    return NameRules(std::move(options));
}

Result<std::string> NameRules::convert(const std::string &name, bool folder, NameSpace space) const {
    if (space == NameSpace::RockRidge || (space == NameSpace::Joliet && isPlain(name))) {
        return name;
    }
    constexpr int Joliet = 2;
    constexpr int Iso9660 = 3;
    constexpr int AsFolder = 1 << 8;
    constexpr int Quiet = 1 << 9;
    std::string text = name;
    char *converted = nullptr;
    std::size_t length = 0;
    const int flags = (space == NameSpace::Joliet ? Joliet : Iso9660) | (folder ? AsFolder : 0) | Quiet;
    TRY(isoCheck(iso_conv_name_chars(options_.get(), text.data(), text.size(), &converted, &length, flags),
                 "convert the name " + inQuotes(name)));
    const std::unique_ptr<char, decltype(&std::free)> owner(converted, &std::free);
    const std::string bytes(converted, length);
    return space == NameSpace::Joliet ? utf8FromUtf16BigEndian(bytes) : withoutVersion(bytes);
}

Result<std::vector<std::string>> changedNames(const ImageNode &root, bool joliet, bool rockRidge) {
    if (!joliet && rockRidge) {
        return std::vector<std::string>();
    }
    TRY_ASSIGN(const NameRules rules, NameRules::create());
    NameReport report(rules, joliet ? NameSpace::Joliet : NameSpace::Iso9660);
    TRY(report.visitFolder(root, ""));
    return report.take();
}

}  // namespace burnish
