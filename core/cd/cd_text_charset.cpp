// SPDX-License-Identifier: LGPL-2.1-or-later
// The character sets of CD-TEXT. Latin-1 and ASCII are numbers of Unicode; MS-JIS is what iconv calls CP932, and every
// character of a text takes two bytes there: letters, digits and blanks become their wide forms.
#include "cd/cd_text_charset.hpp"

#include "cd/unicode.hpp"

#include <iconv.h>

#include <cerrno>
#include <memory>

namespace burnish::cd {

namespace {

constexpr char32_t WideBlank = 0x3000, WideOffset = 0xFF01 - 0x21, Replacement = 0xFFFD;

bool isControl(char32_t character) {
    return character < 0x20 || (character >= 0x7F && character < 0xA0);
}

// A conversion of iconv.
class Conversion {
public:
    static Result<std::unique_ptr<Conversion>> open(const char *to, const char *from) {
        const iconv_t handle = ::iconv_open(to, from);
        // NOLINTNEXTLINE: iconv's own way to say "none"
        if (handle == reinterpret_cast<iconv_t>(-1)) {
            return Error(status::E_FAIL,
                         "This system cannot convert text to or from MS-JIS; install the C library's character sets.",
                         std::string("iconv_open(") + to + ", " + from + ")");
        }
        return std::unique_ptr<Conversion>(new Conversion(handle));
    }
    ~Conversion() { ::iconv_close(handle_); }
    Conversion(const Conversion &) = delete;
    Conversion &operator=(const Conversion &) = delete;

    // Converts from the front as far as it goes, and takes that off the input.
    std::string take(std::string_view &input) {
        char *source = const_cast<char *>(input.data());
        std::size_t left = input.size();
        std::string output;
        while (left > 0) {
            char buffer[64];
            char *target = buffer;
            std::size_t room = sizeof buffer;
            const std::size_t rc = ::iconv(handle_, &source, &left, &target, &room);
            output.append(buffer, target);
            if (rc == static_cast<std::size_t>(-1) && errno != E2BIG) {
                break;
            }
        }
        ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        input.remove_prefix(input.size() - left);
        return output;
    }

private:
    explicit Conversion(iconv_t handle) : handle_(handle) {}
    iconv_t handle_;
};

// Says which bytes a character has in a set; empty: the set does not have it.
class Holder {
public:
    static Result<Holder> of(CdTextCharset charset) {
        Holder holder(charset);
        if (charset == CdTextCharset::MsJis) {
            // The second knows some signs, such as the wave dash, under the names that the first has not.
            TRY_ASSIGN(holder.microsoft_, Conversion::open("CP932", "UTF-8"));
            TRY_ASSIGN(holder.standard_, Conversion::open("SHIFT_JIS", "UTF-8"));
        }
        return holder;
    }

    std::string bytesOf(char32_t character) const {
        if (isControl(character)) {
            return {};
        }
        if (charset_ != CdTextCharset::MsJis) {
            const char32_t last = charset_ == CdTextCharset::Ascii ? 0x7E : 0xFF;
            return character <= last ? std::string(1, static_cast<char>(character)) : std::string();
        }
        const std::string utf8 = utf8Of(widened(character));
        for (Conversion *conversion : {microsoft_.get(), standard_.get()}) {
            std::string_view input = utf8;
            std::string bytes = conversion->take(input);
            if (input.empty() && bytes.size() == 2) {
                return bytes;
            }
        }
        return {};
    }

private:
    explicit Holder(CdTextCharset charset) : charset_(charset) {}
    static char32_t widened(char32_t character) {
        if (character == ' ') {
            return WideBlank;
        }
        return character > ' ' && character < 0x7F ? character + WideOffset : character;
    }

    CdTextCharset charset_;
    std::unique_ptr<Conversion> microsoft_, standard_;
};

// The bytes of an ASCII spelling.
std::string spelledBy(const Holder &holder, std::string_view ascii) {
    std::string bytes;
    for (const char letter : ascii) {
        bytes += holder.bytesOf(static_cast<unsigned char>(letter));
    }
    return bytes;
}

bool isLooseMark(char32_t character) {
    return (character >= 0x300 && character <= 0x36F) || character == 0x200B || character == 0xFEFF;
}

struct Nearest {
    std::string text, bytes;
};

// Less and less of the character: without its marks, as it is usually spelled, nothing but a question mark.
Nearest nearestTo(char32_t character, const Holder &holder) {
    if (isControl(character)) {
        return {" ", holder.bytesOf(' ')};
    }
    if (isLooseMark(character)) {
        return {};
    }
    char32_t letter = character;
    while (true) {
        std::string bytes = holder.bytesOf(letter);
        if (!bytes.empty()) {
            return {utf8Of(letter), std::move(bytes)};
        }
        const char32_t bare = withoutMark(letter);
        if (bare == letter) {
            break;
        }
        letter = bare;
    }
    const std::string_view spelling = asciiFor(letter).empty() ? "?" : asciiFor(letter);
    return {std::string(spelling), spelledBy(holder, spelling)};
}

}  // namespace

std::size_t characterBytes(CdTextCharset charset) {
    return charset == CdTextCharset::MsJis ? 2 : 1;
}

// Composed first: a name from a file system may have its marks apart, and the set has the letter.
Result<CharsetText> encodeText(const std::u32string &text, CdTextCharset charset, bool transliterate) {
    TRY_ASSIGN(const Holder holder, Holder::of(charset));
    CharsetText result;
    for (const char32_t character : composed(text)) {
        std::string bytes = holder.bytesOf(character);
        if (bytes.empty() && !transliterate) {
            result.refused = character;
            return result;
        }
        if (bytes.empty()) {
            Nearest nearest = nearestTo(character, holder);
            bytes = std::move(nearest.bytes);
            result.changed.push_back({character, std::move(nearest.text)});
        }
        result.bytes += bytes;
    }
    return result;
}

Result<std::string> decodeText(std::string_view bytes, CdTextCharset charset) {
    std::string text;
    if (charset != CdTextCharset::MsJis) {
        const char32_t last = charset == CdTextCharset::Ascii ? 0x7F : 0xFF;
        for (const char byte : bytes) {
            const auto code = static_cast<unsigned char>(byte);
            text += utf8Of(code <= last ? code : Replacement);
        }
        return text;
    }
    TRY_ASSIGN(const auto conversion, Conversion::open("UTF-8", "CP932"));
    while (!bytes.empty()) {
        text += conversion->take(bytes);
        if (!bytes.empty()) {
            text += utf8Of(Replacement);
            bytes.remove_prefix(1);
        }
    }
    return text;
}

}  // namespace burnish::cd
