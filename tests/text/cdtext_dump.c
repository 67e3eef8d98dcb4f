/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Shows CD-TEXT packs as libcdio reads them: a line for each text, language, field, track and text parted by tabs.
 * Without packs: its list of genres. */
#include <cdio/cdio.h>
#include <cdio/cdtext.h>

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static int show(cdtext_t *text, int block) {
    cdtext_select_language(text, CDTEXT_LANGUAGE_UNKNOWN);
    const cdtext_lang_t *languages = cdtext_list_languages_v2(text);
    if (languages == NULL || languages[block] == CDTEXT_LANGUAGE_BLOCK_UNUSED) {
        return 0;
    }
    if (!cdtext_set_language_index(text, block)) {
        return 1;
    }
    const int last = cdtext_get_last_track(text);
    for (track_t track = 0; track <= last; track = track == 0 ? cdtext_get_first_track(text) : track + 1) {
        for (int field = MIN_CDTEXT_FIELD; field < MAX_CDTEXT_FIELDS; ++field) {
            const char *value = cdtext_get_const(text, (cdtext_field_t)field, track);
            if (value != NULL) {
                printf("%s\t%s\t%d\t%s\n", cdtext_lang2str(languages[block]), cdtext_field2str((cdtext_field_t)field),
                       track, value);
            }
        }
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 1) {
        /* From 26 on its names and its own constants differ: the constants count. */
        for (int code = 0; code < CDTEXT_GENRE_SOUNDTRACK; ++code) {
            printf("%d\t%s\n", code, cdtext_genre2str((cdtext_genre_t)code));
        }
        printf("%d\tSoundtrack\n%d\tSpoken Word\n%d\tWorld Music\n", CDTEXT_GENRE_SOUNDTRACK, CDTEXT_GENRE_SPOKEN_WORD,
               CDTEXT_GENRE_WORLD_MUSIC);
        return 0;
    }
    static uint8_t bytes[40000];
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL) {
        return 2;
    }
    const size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    cdtext_t *text = cdtext_init();
    const size_t packs = size / 18 * 18;
    if (cdtext_data_init(text, bytes, packs) != 0) {
        return 1;
    }
    int status = 0;
    for (int block = 0; block < 8; ++block) {
        status |= show(text, block);
    }
    cdtext_destroy(text);
    return status;
}
