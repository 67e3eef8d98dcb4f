// SPDX-License-Identifier: GPL-3.0-or-later
// Volume fields: what an image's descriptor tells about it besides its name.
#include "image/volume_fields.hpp"

#include "image/image_name.hpp"

#include <algorithm>

namespace burnish {

namespace {

struct TextRule {
    const char *name;
    std::size_t offset;   // in the descriptor, ECMA-119 8.4
    std::size_t longest;  // characters
    void (*set)(IsoImage *image, const char *text);
    const char *(*get)(const IsoImage *image);
};

// In the order of VolumeText.
constexpr TextRule TextRules[VolumeTexts] = {
    {"publisher", 318, 128, iso_image_set_publisher_id, iso_image_get_publisher_id},
    {"data preparer", 446, 128, iso_image_set_data_preparer_id, iso_image_get_data_preparer_id},
    {"application ID", 574, 128, iso_image_set_application_id, iso_image_get_application_id},
    {"system ID", 8, 32, iso_image_set_system_id, iso_image_get_system_id},
    {"volume set ID", 190, 128, iso_image_set_volset_id, iso_image_get_volset_id},
    {"copyright file", 702, 37, iso_image_set_copyright_file_id, iso_image_get_copyright_file_id},
    {"abstract file", 739, 37, iso_image_set_abstract_file_id, iso_image_get_abstract_file_id},
    {"bibliography file", 776, 37, iso_image_set_biblio_file_id, iso_image_get_biblio_file_id},
};

constexpr std::int64_t EndOf9999 = 253402300799;

const TextRule &ruleOf(VolumeText field) {
    return TextRules[static_cast<std::size_t>(field)];
}

bool isPrintableAscii(const std::string &text) {
    for (const char c : text) {
        if (c < 0x20 || c > 0x7E) {
            return false;
        }
    }
    return true;
}

}  // namespace

const char *nameOf(VolumeText field) {
    return ruleOf(field).name;
}

// As with the volume ID, any printable ASCII is let through. A file is named as in the image, so that only its name's
// general limit holds here.
Result<void> checkVolumeText(VolumeText field, const std::string &text) {
    const TextRule &rule = ruleOf(field);
    const std::string subject = std::string("The ") + rule.name + " " + inQuotes(text);
    if (namesFile(field)) {
        if (text.find('/') != std::string::npos || text.size() > LongestName || !isUtf8(text)) {
            return Error(status::E_INVALID_PARAM,
                         subject + " must be the name of a file in the image's root folder, without a slash.");
        }
        return {};
    }
    if (text.size() > rule.longest) {
        return Error(status::E_INVALID_PARAM, subject + " has " + std::to_string(text.size()) +
                                                  " characters. It may have " + std::to_string(rule.longest) +
                                                  ": shorten it.");
    }
    if (!isPrintableAscii(text)) {
        return Error(status::E_INVALID_PARAM,
                     subject +
                         " holds a character that a disc's descriptor cannot: use letters without accents, "
                         "digits, blanks and punctuation.");
    }
    return {};
}

Result<void> checkVolumeTime(std::int64_t seconds) {
    if (seconds <= 0 || seconds > EndOf9999) {
        return Error(status::E_INVALID_DATE,
                     "A volume's time lies between 1970 and 9999; " + std::to_string(seconds) + " s does not.");
    }
    return {};
}

Result<void> checkVolumeTimes(const VolumeFields &fields, std::int64_t created) {
    const std::int64_t creation = fields[VolumeTime::Creation].value_or(created);
    const std::int64_t modification = fields[VolumeTime::Modification].value_or(std::max(creation, created));
    const auto &expiration = fields[VolumeTime::Expiration];
    if (modification < creation) {
        return Error(status::E_INVALID_DATE, "The volume's modification time lies before its creation time.");
    }
    if (expiration && *expiration < fields[VolumeTime::Effective].value_or(creation)) {
        return Error(status::E_INVALID_DATE, "The volume would expire before it is effective or created.");
    }
    return {};
}

void setVolumeTexts(IsoImage *image, const VolumeFields &fields) {
    for (std::size_t i = 0; i < VolumeTexts; ++i) {
        if (fields.texts[i]) {
            TextRules[i].set(image, fields.texts[i]->c_str());
        }
    }
}

void writeVolumeTexts(std::span<std::uint8_t> descriptor, const VolumeFields &fields) {
    for (std::size_t i = 0; i < VolumeTexts; ++i) {
        if (!fields.texts[i]) {
            continue;
        }
        const std::span<std::uint8_t> place = descriptor.subspan(TextRules[i].offset, TextRules[i].longest);
        std::fill(place.begin(), place.end(), std::uint8_t{' '});
        std::copy_n(fields.texts[i]->begin(), std::min(fields.texts[i]->size(), place.size()), place.begin());
    }
}

VolumeFields volumeTextsOf(IsoImage *image) {
    VolumeFields fields;
    for (std::size_t i = 0; i < VolumeTexts; ++i) {
        const char *text = TextRules[i].get(image);
        if (text != nullptr && *text != '\0') {
            fields.texts[i] = text;
        }
    }
    return fields;
}

}  // namespace burnish
