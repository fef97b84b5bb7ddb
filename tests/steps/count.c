/* Counts the basic blocks that an instrumented program runs, in a file that others can read while it runs.
 *
 * The compiler's coverage pass calls `__sanitizer_cov_trace_pc` in each block. The file named by the environment variable
 * ZHIBI_STEPS holds SLOTS cache lines: the first says how many threads have begun, each of the others counts for the
 * threads that drew it, in eight bytes of the machine's order. What all of them hold together is the count: a count that
 * all threads share would cost ten times what is counted. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define SLOTS 1024
#define WORDS (64 / sizeof(uint64_t))

static uint64_t unread[SLOTS * WORDS];
static uint64_t *slots = unread;
static __thread uint64_t *steps;

__attribute__((constructor)) static void begin(void) {
    const char *name = getenv("ZHIBI_STEPS");
    int file = name ? open(name, O_RDWR) : -1;
    void *shared = file < 0 ? MAP_FAILED : mmap(NULL, sizeof unread, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (shared != MAP_FAILED) slots = shared;
    steps = NULL;
}

__attribute__((noinline)) static void draw(void) {
    uint64_t threads = __atomic_fetch_add(slots, 1, __ATOMIC_RELAXED);
    steps = slots + (1 + threads % (SLOTS - 1)) * WORDS;
}

void __sanitizer_cov_trace_pc(void) {
    if (__builtin_expect(!steps, 0)) draw();
    ++*steps;
}
