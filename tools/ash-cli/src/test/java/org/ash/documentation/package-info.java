/**
 * Holds the README and docs/ to their word: snippets compile, commands parse, links lead somewhere.
 */
package org.ash.documentation;
