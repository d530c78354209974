// Manual pages out of help texts, in the language of man(7).

#include "base/utf8.h"
#include "cli/help.h"
#include <dragoman.h>

// Text as roff takes it: letters beyond ASCII by number, so that no locale
// matters; what stands between backquotes is bold.
static void put_text(buf *out, str text, bool prose) {
  bool bold = false;
  if (text.len && strchr(".'", text.p[0]))
    buf_add(out, S("\\&")); // no request
  for (uint32_t at = 0; at < text.len;) {
    uint32_t cp = utf8_next(text, &at);
    if (cp == '`' && prose) {
      bold = !bold;
      buf_add(out, bold ? S("\\fB") : S("\\fR"));
    } else if (cp == '\\')
      buf_add(out, S("\\e"));
    else if (cp == '-')
      buf_add(out, S("\\-"));
    else if (cp == '\'')
      buf_add(out, S("\\(aq"));
    else if (cp == '`')
      buf_add(out, S("\\(ga"));
    else if (cp == '^')
      buf_add(out, S("\\(ha"));
    else if (cp == '~')
      buf_add(out, S("\\(ti"));
    else if (cp >= 0x80)
      buf_printf(out, "\\[u%04X]", cp);
    else
      buf_byte(out, (char)cp);
  }
  if (bold)
    buf_add(out, S("\\fR"));
  buf_byte(out, '\n');
}

typedef struct {
  bool shown;           // between .nf and .fi
  bool named, examples; // the sections have begun
  bool options, notes;
  bool paragraph; // a blank line came before
} page_state;

static void section(buf *out, bool *begun, const char *name) {
  if (!*begun)
    buf_printf(out, ".SH %s\n", name);
  *begun = true;
}

static void end_shown(buf *out, page_state *p) {
  if (p->shown)
    buf_add(out, S(".fi\n.RE\n"));
  p->shown = false;
}

// Prose before the examples describes; what follows them are notes, unless it
// goes on with the list of options.
static void put_prose(buf *out, page_state *p, str text) {
  if (!p->examples && !p->options)
    section(out, &p->named, "DESCRIPTION");
  else if (p->paragraph)
    section(out, &p->notes, "NOTES");
  if (p->paragraph || (p->options && !p->notes))
    buf_add(out, S(".PP\n"));
  put_text(out, text, true);
}

static void put_shown(buf *out, page_state *p, str text) {
  section(out, &p->examples, "EXAMPLES");
  if (!p->shown)
    buf_add(out, S(".PP\n.RS 2\n.nf\n"));
  p->shown = true;
  put_text(out, text, false);
}

static void put_line(buf *out, page_state *p, const help_line *l) {
  if (l->kind != HELP_SHOWN)
    end_shown(out, p);
  switch (l->kind) {
  case HELP_USE:
    put_text(out, l->text, false);
    buf_add(out, S(".br\n"));
    break;
  case HELP_TEXT:
    put_prose(out, p, l->text);
    break;
  case HELP_SHOWN:
    put_shown(out, p, l->text);
    break;
  case HELP_OPTION:
    section(out, &p->options, "OPTIONS");
    buf_add(out, S(".TP\n.B "));
    put_text(out, l->head, false);
    if (l->text.len)
      put_text(out, l->text, true);
    break;
  case HELP_MORE:
    put_text(out, l->text, true);
    break;
  case HELP_BLANK:
    break;
  }
  p->paragraph = l->kind == HELP_BLANK;
}

static void put_head(buf *out, const char *command, const char *what) {
  buf_add(out, S(".\\\" Made by `dragoman help --man`; do not edit.\n"));
  buf_printf(out, ".TH \"DRAGOMAN%s", command[0] ? "\\-" : "");
  for (const char *c = command; *c; c++)
    buf_byte(out, (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
  buf_printf(out,
             "\" 1 \"\" \"dragoman %s\" \"Dragoman\"\n.nh\n.ad l\n.SH NAME\n"
             "dragoman%s%s \\- ",
             DGM_VERSION, command[0] ? "\\-" : "", command);
  put_text(out, str_of(what), false);
}

static void put_see_also(buf *out, const command_row *but) {
  buf_add(out, S(".SH SEE ALSO\n"));
  if (but)
    buf_add(out, S(".BR dragoman (1),\n"));
  for (uint32_t i = 0; i < n_commands; i++)
    if (&commands[i] != but)
      buf_printf(out, ".BR dragoman\\-%s (1),\n", commands[i].name);
  buf_add(out, S(".BR dragoman\\-record (5),\n.BR dragoman\\-rules (5)\n"));
}

static void write_program(buf *out) {
  put_head(out, "", "political events out of news text");
  buf_add(out, S(".SH SYNOPSIS\n.B dragoman\n.I COMMAND\n[OPTION] ...\n"));
  buf_add(out, S(".SH DESCRIPTION\n"));
  for (str left = str_of(program_what); left.len;)
    put_text(out, str_cut(&left, '\n'), true);
  buf_add(out, S(".SH COMMANDS\n"));
  for (uint32_t i = 0; i < n_commands; i++) {
    buf_printf(out, ".TP\n.BR dragoman\\-%s (1)\n", commands[i].name);
    put_text(out, str_of(commands[i].what), true);
  }
  buf_add(out, S(".SH EXAMPLES\n.nf\n"));
  for (str left = str_of(program_examples); left.len;)
    put_text(out, str_trim(str_cut(&left, '\n')), false);
  buf_add(out,
          S(".fi\n.SH EXIT STATUS\n0 all done, 1 some inputs were skipped, "
            "each named on standard error,\n2 usage, 3 internal.\n"));
}

void manual_write(buf *out, const command_row *c) {
  page_state p = {.paragraph = false};
  if (c) {
    help_reader r = help_open(c);
    put_head(out, c->name, c->what);
    buf_add(out, S(".SH SYNOPSIS\n"));
    for (help_line l; help_next(&r, &l);)
      put_line(out, &p, &l);
    end_shown(out, &p);
  } else
    write_program(out);
  put_see_also(out, c);
}
