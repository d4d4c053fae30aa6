#include "buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint8_t *buffer_reserve(struct buffer *b, size_t extra)
{
    if (b->capacity - b->length < extra) {
        size_t capacity = b->capacity < 256 ? 256 : b->capacity;
        while (capacity - b->length < extra)
            capacity *= 2;
        uint8_t *data = realloc(b->data, capacity);
        if (data == NULL) {
            fprintf(stderr, "demo-node: out of memory for %zu bytes\n", capacity);
            exit(1);
        }
        b->data = data;
        b->capacity = capacity;
    }
    return b->data + b->length;
}

void buffer_free(struct buffer *b)
{
    free(b->data);
    *b = (struct buffer){0};
}

void put_bytes(struct buffer *b, const void *data, size_t length)
{
    if (length == 0)
        return;
    memcpy(buffer_reserve(b, length), data, length);
    b->length += length;
}

void put_zeros(struct buffer *b, size_t length)
{
    memset(buffer_reserve(b, length), 0, length);
    b->length += length;
}

void put_u8(struct buffer *b, uint8_t value)
{
    *buffer_reserve(b, 1) = value;
    b->length += 1;
}

void put_u16be(struct buffer *b, uint16_t value)
{
    put_u8(b, (uint8_t)(value >> 8));
    put_u8(b, (uint8_t)value);
}

static void put_little(struct buffer *b, uint64_t value, unsigned bytes)
{
    uint8_t *at = buffer_reserve(b, bytes);
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> (8 * i));
    b->length += bytes;
}

void put_u32(struct buffer *b, uint32_t value)
{
    put_little(b, value, 4);
}

void put_u64(struct buffer *b, uint64_t value)
{
    put_little(b, value, 8);
}

void put_size(struct buffer *b, uint64_t value)
{
    if (value < 0xfd) {
        put_u8(b, (uint8_t)value);
    } else if (value <= 0xffff) {
        put_u8(b, 0xfd);
        put_little(b, value, 2);
    } else if (value <= 0xffffffff) {
        put_u8(b, 0xfe);
        put_little(b, value, 4);
    } else {
        put_u8(b, 0xff);
        put_little(b, value, 8);
    }
}

void put_string(struct buffer *b, const char *text)
{
    size_t length = strlen(text);
    put_size(b, length);
    put_bytes(b, text, length);
}

size_t size_of_size(uint64_t value)
{
    return value < 0xfd ? 1 : value <= 0xffff ? 3 : value <= 0xffffffff ? 5 : 9;
}
