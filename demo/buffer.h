// A growing byte buffer with the integer encodings of Bitcoin's wire format (little-endian unless
// the name says be).
#ifndef DEMO_BUFFER_H
#define DEMO_BUFFER_H

#include <stddef.h>
#include <stdint.h>

struct buffer {
    uint8_t *data;
    size_t length;
    size_t capacity;
};

// Makes room for `extra` more bytes and returns where they begin; ends the program when memory is
// out. Does not change the length.
uint8_t *buffer_reserve(struct buffer *b, size_t extra);
void buffer_free(struct buffer *b);
void put_bytes(struct buffer *b, const void *data, size_t length);
void put_zeros(struct buffer *b, size_t length);
void put_u8(struct buffer *b, uint8_t value);
void put_u16be(struct buffer *b, uint16_t value);
void put_u32(struct buffer *b, uint32_t value);
void put_u64(struct buffer *b, uint64_t value);
// CompactSize, always in its shortest form.
void put_size(struct buffer *b, uint64_t value);
// CompactSize length and the bytes.
void put_string(struct buffer *b, const char *text);
// Bytes that CompactSize takes for the value.
size_t size_of_size(uint64_t value);

#endif
