# What the language calls itself, in the menu of languages.
language-name = English
